// What can be done with a piece of homework, each with its way back.
import { commands, type Homework } from "../api";
import { app } from "../app.svelte";
import { attempt, toasts } from "../kit/toasts.svelte";
import { remove } from "../trash/removing";

export const markDone = (homework: Homework): Promise<boolean> =>
  attempt(async () => {
    await commands.markHomeworkDone(homework.id);
    app.changed();
    toasts.say("Marked as done.", async () => {
      await commands.reopenHomework(homework.id);
      app.changed();
    });
  });

export const reopen = (homework: Homework): Promise<boolean> =>
  attempt(async () => {
    await commands.reopenHomework(homework.id);
    app.changed();
    toasts.say("Open again.", async () => {
      await commands.markHomeworkDone(homework.id);
      app.changed();
    });
  });

export const withdraw = (homework: Homework): Promise<boolean> =>
  remove({ kind: "homework", id: homework.id }, "Homework removed.");
