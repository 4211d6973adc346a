// The key that leads from a session to its process note and back.
import { tinykeys } from "tinykeys";
import { inDialog } from "../kit/keys";

/** Hears the key until it is let go; a dialog in front keeps it. */
export function processKey(run: () => unknown): () => void {
  const hear = (event: KeyboardEvent) => {
    if (inDialog()) return;
    event.preventDefault();
    void run();
  };
  return tinykeys(window, { "Alt+p": hear }, { capture: true });
}
