// The clinician's own input, and nothing else: what the program does by itself keeps no practice open.

/** Telling the shell of every movement would be noise; after a silence the first one is told at once. */
const PAUSE_MS = 5000;

type Place = { x: number; y: number };

export class Activity {
  #told = Number.NEGATIVE_INFINITY;
  #pointer: Place | null = null;
  readonly #tell: () => void;
  readonly #now: () => number;

  constructor(tell: () => void, now: () => number = () => performance.now()) {
    this.#tell = tell;
    this.#now = now;
  }

  /** Takes note of an event and answers whether a person made it. `urgent` tells the shell without a pause. */
  note(event: Event, urgent: boolean): boolean {
    if (!event.isTrusted || !this.#moved(event)) return false;
    const now = this.#now();
    if (urgent || now - this.#told >= PAUSE_MS) {
      this.#told = now;
      this.#tell();
    }
    return true;
  }

  /** A page that moves under a pointer at rest sends pointer events too; nobody made them. */
  #moved(event: Event): boolean {
    if (event.type !== "pointermove") return true;
    const { screenX: x, screenY: y } = event as PointerEvent;
    const before = this.#pointer;
    this.#pointer = { x, y };
    return before !== null && (before.x !== x || before.y !== y);
  }
}
