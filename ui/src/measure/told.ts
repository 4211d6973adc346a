// What is said when a measure is on file, with its way back.
import { commands, type Measure } from "../api";
import { app } from "../app.svelte";
import { toasts } from "../kit/toasts.svelte";
import { nameOf, resultWords } from "./words";

export function told(made: Measure, corrected: boolean): void {
  const words = `${nameOf(made.said)}: ${resultWords(made)}`;
  if (corrected) {
    toasts.say(`Corrected. ${words}`);
    return;
  }
  toasts.say(words, async () => {
    await commands.remove({ kind: "measure", id: made.id });
    app.changed();
  });
}
