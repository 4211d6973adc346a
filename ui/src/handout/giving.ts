import { commands, type HandoutChoice } from "../api";
import { app } from "../app.svelte";
import { toasts } from "../kit/toasts.svelte";
import type { Recipient } from "../route.svelte";

/** Gives a handout to a client, and offers to take it back. */
export async function give(recipient: Recipient, choice: HandoutChoice): Promise<void> {
  const given = await commands.giveHandout(recipient.client, recipient.session, choice);
  app.changed();
  toasts.say(`“${given.title}” given to ${recipient.clientName}.`, async () => {
    await commands.remove({ kind: "handout", id: given.id });
    app.changed();
    toasts.say("Taken back.");
  });
}
