// A handout while it is composed: its parts, its way back, its pages as they follow each change.
import {
  commands,
  type Composition,
  type HandoutFormat,
  type Paper,
  type Part,
  type Preview,
  type PrintWish,
  type UnfinishedWork,
} from "../api";
import { toasts } from "../kit/toasts.svelte";
import { Following } from "./following.svelte";
import { Keeping } from "./keeping";
import { moved, NOTHING, opened } from "./parts";
import { plainPaper } from "./plain.svelte";

/** Letters typed in one go are one step back. */
const ONE_STEP_MS = 900;
const MOST_STEPS = 100;

type Identity = { own: number | null; savedAt: string | null };

/** All that is kept of it while it is not saved. */
type State = { composition: Composition; identity: Identity; format: HandoutFormat; paper: Paper };

/** How the name begins of what was made for one client and stands on no shelf. */
const UNSAVED = "formulation-";

const NEW: Identity = { own: null, savedAt: null };

export class Composing {
  composition = $state<Composition>({ ...NOTHING, part: [] });
  format = $state<HandoutFormat>("standard");
  paper = $state<Paper>("a4");
  /** The client whose first name may stand in the text. */
  nameOf = $state<number | null>(null);
  /** Which part's form is open. */
  editing = $state<number | null>(null);
  readonly drawn = new Following<Preview>((wish) => commands.previewHandout(wish));
  identity = $state.raw<Identity>(NEW);
  /** Whether it goes on from where it was left unsaved. */
  resumed = false;
  keeping: Keeping;
  #kept = $state("");
  #before = $state.raw<Composition[]>([]);
  #after = $state.raw<Composition[]>([]);
  #lastStep = 0;

  readonly dirty = $derived(JSON.stringify(this.composition) !== this.#kept);
  readonly canUndo = $derived(this.#before.length > 0);
  readonly canRedo = $derived(this.#after.length > 0);

  /** What it begins with that is saved nowhere. */
  readonly #beginning: Partial<Composition> | null;

  constructor(from: string | null, client: number | null, beginning: Partial<Composition> | null = null) {
    this.#beginning = beginning;
    this.keeping = new Keeping({ kind: "handout", begun: from ?? "", client }, this.#unsaved);
    this.#keepAsIs();
  }

  /** Whether it was made from one client's record, and so belongs on no shelf. */
  get forOne(): boolean {
    return this.keeping.work.begun.startsWith(UNSAVED);
  }

  /** Opens what it begins from, with what was left unsaved of it. */
  async open(): Promise<void> {
    const { begun } = this.keeping.work;
    const [there, words] = await Promise.all([
      begun === "" || begun.startsWith(UNSAVED) ? null : commands.openComposition(begun),
      this.keeping.found(),
    ]);
    this.begin(there?.composition ?? NOTHING, there ? { own: there.own, savedAt: there.savedAt } : NEW);
    if (words !== null) this.#goOn(words);
    else if (this.#beginning) this.composition = opened(this.#beginning);
  }

  begin(composition: Partial<Composition>, identity: Identity): void {
    this.composition = opened(composition);
    this.identity = identity;
    this.#keepAsIs();
  }

  #unsaved = () => (this.dirty ? { title: this.composition.title, words: JSON.stringify(this.#state()) } : null);

  #state(): State {
    const composition = $state.snapshot(this.composition);
    return { composition, identity: this.identity, format: this.format, paper: this.paper };
  }

  #goOn(words: string): void {
    try {
      const left = JSON.parse(words) as State;
      this.composition = opened(left.composition);
      Object.assign(this, { identity: left.identity, format: left.format, paper: left.paper });
      this.resumed = this.dirty;
    } catch {
      // Another version of the program kept it so: it waits for that one, while what is saved stands on the screen.
      this.keeping = new Keeping(this.keeping.work, this.#unsaved);
      toasts.say("What was left unsaved cannot be read by this version of the program.");
    }
  }

  #keepAsIs(): void {
    this.#kept = JSON.stringify(this.composition);
  }

  /** How to keep what is unsaved now once more, should it be let go and wanted after all. */
  keeper(): () => Promise<unknown> {
    const [work, unsaved] = [this.keeping.work, this.#unsaved()];
    return async () => unsaved && commands.keepUnfinished(work, unsaved.title, unsaved.words);
  }

  /** It was given: the client's record has it now, and nothing waits to be saved. */
  given(): void {
    this.#keepAsIs();
    this.keeping.touched(false);
  }

  /** Goes back to what is saved; undo brings the changes back. */
  throwAway(): void {
    this.takeBack(JSON.parse(this.#kept) as Composition);
  }

  /** Makes it read as it did; undo goes back. */
  takeBack(composition: Composition): void {
    this.step();
    this.composition = composition;
    this.editing = null;
  }

  get wish(): PrintWish {
    const composition = $state.snapshot(this.composition);
    const { format, paper, nameOf } = this;
    return { which: { kind: "composed", composition }, format, paper, nameOf, plain: plainPaper.value };
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

  /** Something has changed: it is shown and kept. */
  changed(wish: PrintWish): void {
    this.drawn.follow(wish);
    this.keeping.touched(this.dirty);
  }

  stop(): void {
    this.drawn.stop();
    this.keeping.leave();
  }

  /** Goes on after it was left. */
  resume(): void {
    this.keeping = new Keeping(this.keeping.work, this.#unsaved, true);
    this.resumed = true;
  }

  /** Keeps it among the clinician's own handouts. */
  async save(): Promise<void> {
    const composition = $state.snapshot(this.composition);
    const kept = await commands.saveOwnHandout(this.identity.own, this.identity.savedAt, composition);
    this.identity = { own: kept.own, savedAt: kept.savedAt };
    this.#kept = JSON.stringify(composition);
    await this.keeping.saved(`own-${kept.own}`);
    this.keeping.touched(this.dirty);
  }

  /** Saves it beside the one it was opened from. */
  saveAsNew(): Promise<void> {
    this.identity = NEW;
    return this.save();
  }

  /** Saves it over what was saved from elsewhere, which stays among the earlier states. */
  async saveOver(): Promise<void> {
    const now = await commands.openComposition(`own-${this.identity.own}`);
    this.identity = { ...this.identity, savedAt: now.savedAt };
    return this.save();
  }
}

/** What was left unsaved, with its way back; the practice keeps it too, without. */
let left: Composing | null = null;

const same = (one: UnfinishedWork, other: UnfinishedWork) => one.begun === other.begun && one.client === other.client;

export function leave(work: Composing): void {
  work.stop();
  left = work.dirty ? work : null;
}
export function takeUp(from: string | null, client: number | null): Composing | null {
  const found = left && same(left.keeping.work, { kind: "handout", begun: from ?? "", client }) ? left : null;
  left = null;
  found?.resume();
  return found;
}
export const forgetComposing = (): void => void (left = null);
