// Back and forward with the mouse, and the place on a screen to which one comes back.
import { router } from "./route.svelte";

/** The buttons at the side of a mouse. */
const BACK = 3;
const FORWARD = 4;
/** How long what is read from the records may take to fill the screen again. */
const PATIENCE_MS = 2000;

/** Lets the buttons of the mouse go back and forward; answers how to stop. */
export function mouseMoves(mayMove: () => boolean): () => void {
  const hear = (event: MouseEvent) => {
    if (event.button !== BACK && event.button !== FORWARD) return;
    // Else the page itself would go back, out of the program.
    event.preventDefault();
    if (event.type === "mouseup" && mayMove()) void (event.button === BACK ? router.back() : router.forward());
  };
  const kinds = ["mousedown", "mouseup"] as const;
  kinds.forEach((kind) => window.addEventListener(kind, hear));
  return () => kinds.forEach((kind) => window.removeEventListener(kind, hear));
}

/** How far each screen of the way was scrolled, by its key in the router. */
const scrolled = new Map<number, number>();

/** Brings a screen to where it was left, as soon as it is long enough again, and remembers where it goes; answers how to stop. */
export function keepPlace(main: HTMLElement, key: number): () => void {
  const goal = scrolled.get(key) ?? 0;
  let wanted = goal > 0;
  const settle = () => {
    if (!wanted) return;
    main.scrollTop = goal;
    if (Math.abs(main.scrollTop - goal) <= 1) wanted = false;
  };
  const give = () => (wanted = false);
  const note = () => {
    if (!wanted) scrolled.set(key, main.scrollTop);
  };
  if (!wanted) main.scrollTo(0, 0);
  const grown = new ResizeObserver(settle);
  if (main.firstElementChild) grown.observe(main.firstElementChild);
  const late = window.setTimeout(give, PATIENCE_MS);
  main.addEventListener("scroll", note, { passive: true });
  // Whoever moves on herself is not pulled back.
  const own = ["wheel", "keydown", "pointerdown"] as const;
  own.forEach((kind) => main.addEventListener(kind, give, { passive: true }));
  return () => {
    window.clearTimeout(late);
    grown.disconnect();
    main.removeEventListener("scroll", note);
    own.forEach((kind) => main.removeEventListener(kind, give));
  };
}
