// Everything larger or smaller, with the keys that every browser has.
import { commands } from "./api";
import { attempt, toasts } from "./kit/toasts.svelte";

/** The step that a key asks for; null for another key. */
export function zoomStep(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): -1 | 0 | 1 | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  if (event.key === "+" || event.key === "=") return 1;
  if (event.key === "-" || event.key === "_") return -1;
  return event.key === "0" ? 0 : null;
}

/** Makes everything larger, smaller, or as it was made. */
export const zoom = (step: -1 | 0 | 1): Promise<boolean> =>
  attempt(async () => {
    toasts.say(`Everything at ${await commands.zoom(step)} %.`);
  });

/** Listens for these keys; answers how to stop. */
export function zoomKeys(): () => void {
  const hear = (event: KeyboardEvent) => {
    const step = zoomStep(event);
    if (step === null) return;
    event.preventDefault();
    void zoom(step);
  };
  window.addEventListener("keydown", hear);
  return () => window.removeEventListener("keydown", hear);
}
