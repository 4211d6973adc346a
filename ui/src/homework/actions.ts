// What can be done with a piece of homework, each with its way back.
import { commands, type Homework, type HomeworkDraft } from "../api";
import { app } from "../app.svelte";
import { attempt, toasts } from "../kit/toasts.svelte";

export const draftOf = ({ session, task, factor, due, handout }: Homework): HomeworkDraft => ({
  session,
  task,
  factor,
  due,
  handout,
});

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
  attempt(async () => {
    await commands.withdrawHomework(homework.id);
    app.changed();
    toasts.say("Homework removed.", async () => {
      await commands.assignHomework(draftOf(homework));
      app.changed();
    });
  });
