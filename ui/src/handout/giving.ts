import { commands, type GivenHandout, type HandoutReader, type PrintWish } from "../api";
import { app } from "../app.svelte";
import { toasts } from "../kit/toasts.svelte";
import type { Recipient } from "../route.svelte";

/** Gives a handout to a client, and offers to take it back; `takenBack` is what is to be done then besides. */
export async function give(
  recipient: Recipient,
  wish: PrintWish,
  takenBack: () => Promise<unknown> = () => Promise.resolve(),
): Promise<GivenHandout> {
  const given = await commands.giveHandout(recipient.client, recipient.session, wish);
  app.changed();
  toasts.say(`“${given.title}” given to ${recipient.clientName}.`, async () => {
    await commands.remove({ kind: "handout", id: given.id });
    await takenBack();
    app.changed();
    toasts.say("Taken back.");
  });
  return given;
}

/** Saves the pages where the clinician says. */
export async function savePages(wish: PrintWish, reader: HandoutReader | null): Promise<void> {
  const path = await commands.saveHandout(wish, reader);
  if (path !== null) toasts.say(`Saved as ${path}`);
}

/** Opens the pages in the system's own viewer, from which they can be printed. */
export async function openPages(wish: PrintWish, reader: HandoutReader | null): Promise<void> {
  await commands.openHandout(wish, reader);
  toasts.say("Opened in your PDF viewer, ready to print.");
}
