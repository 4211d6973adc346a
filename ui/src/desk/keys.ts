// Keys of one letter. They work only while the focus is in the content of the screen, so that nobody sets one off by speaking
// or by a slip elsewhere.

import { inDialog, typing } from "../kit/keys";

/** Listens for these keys; answers how to stop. */
export function plainKey(keys: Record<string, () => void>): () => void {
  const hear = (event: KeyboardEvent) => {
    const run = keys[event.key] ?? keys[event.key.toLowerCase()];
    const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented);
    const here = document.getElementById("main")?.contains(document.activeElement) === true;
    if (!run || !plain || !here || typing(event) || inDialog()) return;
    event.preventDefault();
    run();
  };
  window.addEventListener("keydown", hear);
  return () => window.removeEventListener("keydown", hear);
}
