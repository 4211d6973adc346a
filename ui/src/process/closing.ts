// Process notes leave the window when they close. What a page has shown stays in its memory for a while, so a window that
// has shown some is replaced by a fresh one.
import { commands } from "../api";
import { anyUnsaved } from "../note/unsaved";
import { router, type Route } from "../route.svelte";

/** What is said after it. */
export const CLOSED = "The process notes are closed.";

/** Whether this window has shown words of a process note. */
let shown = false;

export function hasShown(): void {
  shown = true;
}

/** Closes the process notes; a fresh window goes on at `route`. */
export async function closeAndGoTo(route: Route): Promise<void> {
  await commands.closeProcessNotes(JSON.stringify(route));
}

// Those that closed by themselves while another screen was worked on: the window goes with its next screen, and never
// while something is being written.
router.instead = async (route) => {
  if (!shown || anyUnsaved()) return false;
  const { state } = await commands.processStatus();
  if (state === "open") return false;
  await closeAndGoTo(route);
  return true;
};
