// From the formulation to what stands behind it, and back to where one was.
import { commands, type Tag, type TaggedPassage } from "../api";
import { attempt } from "../kit/toasts.svelte";
import { router } from "../route.svelte";

/** Opens a passage at its place in the note; a note that is tagged as a whole from its beginning. */
export const openPassage = ({ session, source }: Pick<TaggedPassage, "session" | "source">): Promise<boolean> =>
  attempt(async () => {
    const spot = source.kind === "wholeNote" ? null : await commands.passageSpot(session, source);
    await router.go({ name: "session", id: session, ...(spot && { at: spot }) });
  });

/** The cell that was looked at last, so that the focus comes back to it on the board. */
let last: { client: number; tag: Tag } | null = null;

export function lookAt(client: number, tag: Tag): void {
  last = { client, tag };
}

/** She went on to something else: the board begins at its head the next time. */
export function forgetCell(): void {
  last = null;
}

export function cameFrom(client: number): Tag | null {
  const tag = last?.client === client ? last.tag : null;
  last = null;
  return tag;
}
