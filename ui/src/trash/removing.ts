// Removing a record: into the trash, with its way back.
import { commands, type Removable } from "../api";
import { app } from "../app.svelte";
import { attempt, toasts } from "../kit/toasts.svelte";

/** Removes something; `leave` goes somewhere else first when the screen shows what is gone. */
export const remove = (what: Removable, said: string, leave?: () => Promise<void>): Promise<boolean> =>
  attempt(async () => {
    const removal = await commands.remove(what);
    await leave?.();
    app.changed();
    toasts.say(said, removal === "inTrash" ? () => putBack(what) : undefined);
  });

export async function putBack(what: Removable): Promise<void> {
  await commands.putBack(what);
  app.changed();
}
