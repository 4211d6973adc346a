import { commands, type GivenHandout, type PrintWish } from "../api";
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

/** Whether it is still to be asked if the partners' safety was considered; the answer, once given, is kept. */
export async function mustAskSafety(client: number): Promise<boolean> {
  const { consideredOn, askedOn } = await commands.partnerSafety(client);
  return consideredOn === null && askedOn === null;
}
