// What can be done with a piece of homework, each with its way back.
import { commands, type Homework, type HomeworkTemplateCard } from "../api";
import { app } from "../app.svelte";
import { attempt, toasts } from "../kit/toasts.svelte";
import { remove } from "../trash/removing";

export const markDone = (homework: Homework): Promise<boolean> =>
  attempt(async () => {
    await commands.markHomeworkDone(homework.id);
    app.changed();
    toasts.say("Marked as done.", async () => {
      await commands.takeBackHomeworkMark(homework.id);
      app.changed();
    });
  });

export const reopen = (homework: Homework): Promise<boolean> =>
  attempt(async () => {
    await commands.reopenHomework(homework.id);
    app.changed();
    toasts.say("Open again.", async () => {
      await commands.takeBackHomeworkMark(homework.id);
      app.changed();
    });
  });

/** Makes a template of a task: nothing that is the client's own goes into it. `read` shows it, to be read over before it is
 *  shared, because a name that nobody has on file may stand in it. */
export const makeTemplate = (homework: Homework, read: (made: HomeworkTemplateCard) => void): Promise<boolean> =>
  attempt(async () => {
    const made = await commands.makeHomeworkTemplate(homework.id);
    app.changed();
    const { own } = made;
    const undo = async () => {
      if (own !== null) await commands.remove({ kind: "homeworkTemplate", id: own });
      app.changed();
    };
    toasts.say(`A template of your own: “${made.says.title}”.`, undo);
    read(made);
  });

export const withdraw = (homework: Homework): Promise<boolean> =>
  remove({ kind: "homework", id: homework.id }, "Homework removed.");
