// A handout while it is composed: its parts, its way back, its pages as they follow each change.
import {
  commands,
  problemOf,
  type Composition,
  type HandoutFormat,
  type Paper,
  type Part,
  type Preview,
  type PrintWish,
  type Problem,
} from "../api";
import { moved, NOTHING, opened } from "./parts";

/** Letters typed in one go are one step back. */
const ONE_STEP_MS = 900;
const MOST_STEPS = 100;
const AFTER_LAST_KEY_MS = 60;

type Identity = { own: number | null; savedAt: string | null };

export class Composing {
  composition = $state<Composition>({ ...NOTHING, part: [] });
  format = $state<HandoutFormat>("standard");
  paper = $state<Paper>("a4");
  /** The client whose first name may stand in the text. */
  nameOf = $state<number | null>(null);
  /** Which part's form is open. */
  editing = $state<number | null>(null);
  preview = $state.raw<Preview | null>(null);
  problem = $state.raw<Problem | null>(null);
  setting = $state(false);
  identity = $state.raw<Identity>({ own: null, savedAt: null });
  #kept = $state("");
  #before = $state.raw<Composition[]>([]);
  #after = $state.raw<Composition[]>([]);
  #lastStep = 0;
  #timer = 0;
  #turn = 0;

  readonly dirty = $derived(JSON.stringify(this.composition) !== this.#kept);
  readonly canUndo = $derived(this.#before.length > 0);
  readonly canRedo = $derived(this.#after.length > 0);

  begin(composition: Partial<Composition>, identity: Identity): void {
    this.composition = opened(composition);
    this.identity = identity;
    this.keepAsIs();
  }

  /** What stands now is what was kept. */
  keepAsIs(): void {
    this.#kept = JSON.stringify(this.composition);
  }

  get wish(): PrintWish {
    const composition = $state.snapshot(this.composition);
    return { which: { kind: "composed", composition }, format: this.format, paper: this.paper, nameOf: this.nameOf };
  }

  /** Remembers how it stands, before it is changed. While somebody types, one step holds many letters. */
  step(typing = false): void {
    const now = Date.now();
    const same = typing && now - this.#lastStep < ONE_STEP_MS;
    this.#lastStep = typing ? now : 0;
    if (same) return;
    this.#before = [...this.#before.slice(-MOST_STEPS), $state.snapshot(this.composition)];
    this.#after = [];
  }

  undo = (): void => {
    const last = this.#before.at(-1);
    if (!last) return;
    this.#after = [...this.#after, $state.snapshot(this.composition)];
    this.#before = this.#before.slice(0, -1);
    this.#show(last);
  };
  redo = (): void => {
    const next = this.#after.at(-1);
    if (!next) return;
    this.#before = [...this.#before, $state.snapshot(this.composition)];
    this.#after = this.#after.slice(0, -1);
    this.#show(next);
  };

  #show(composition: Composition): void {
    this.composition = composition;
    this.editing = null;
    this.#lastStep = 0;
  }

  add(part: Part): number {
    this.step();
    this.composition.part.push(part);
    return this.composition.part.length - 1;
  }
  remove(at: number): void {
    this.step();
    this.composition.part.splice(at, 1);
    this.editing = null;
  }
  move(from: number, to: number): boolean {
    if (to < 0 || to >= this.composition.part.length || from === to) return false;
    this.step(true);
    this.composition.part = moved(this.composition.part, from, to);
    if (this.editing === from) this.editing = to;
    else if (this.editing !== null) this.editing = null;
    return true;
  }

  /** Sets the pages anew, a moment after the last change. An answer that has been overtaken is dropped. */
  refresh(wish: PrintWish): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#set(wish), AFTER_LAST_KEY_MS);
  }

  stop(): void {
    window.clearTimeout(this.#timer);
    this.#turn += 1;
  }

  async #set(wish: PrintWish): Promise<void> {
    const turn = ++this.#turn;
    this.setting = true;
    try {
      const preview = await commands.previewHandout(wish);
      if (turn !== this.#turn) return;
      this.preview = preview;
      this.problem = null;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    } finally {
      if (turn === this.#turn) this.setting = false;
    }
  }

  /** Keeps it among the clinician's own handouts. */
  async save(): Promise<void> {
    const composition = $state.snapshot(this.composition);
    const kept = await commands.saveOwnHandout(this.identity.own, this.identity.savedAt, composition);
    this.identity = { own: kept.own, savedAt: kept.savedAt };
    this.#kept = JSON.stringify(composition);
  }

  /** The last moment, in which nobody can be asked: whatever can be kept is kept. */
  async saveAnyway(): Promise<void> {
    if (!this.dirty) return;
    if (this.composition.title.trim() === "") this.composition.title = "Unfinished handout";
    // What is refused stays unsaved; there is nobody to tell.
    await this.save().catch(() => undefined);
  }
}

/** The one on the screen. */
let active: Composing | null = null;

type Place = { from: string | null; work: Composing };

/** What was left unsaved when the screen was left, so that nothing typed is lost on the way. */
let left: Place | null = null;

export function leave(from: string | null, work: Composing): void {
  work.stop();
  active = null;
  left = work.dirty ? { from, work } : null;
}
export function takeUp(from: string | null): Composing | null {
  const found = left?.from === from ? left.work : null;
  left = null;
  return found;
}
export const enter = (work: Composing): void => void (active = work);
export const forgetComposing = (): void => void (left = null);
export const anyUnsavedHandout = (): boolean => left !== null || (active?.dirty ?? false);
