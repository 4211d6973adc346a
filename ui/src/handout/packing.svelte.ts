// A packet while it is put together: what it holds, and how that is kept until it is given.
import { commands, type HandoutFormat, type Paper, type PrintWish } from "../api";
import { toasts } from "../kit/toasts.svelte";
import { Following } from "./following.svelte";
import { Keeping } from "./keeping";
import { plainPaper } from "./plain.svelte";

/** All that is kept of it. */
type State = { title: string; words: string; ids: string[]; format: HandoutFormat; paper: Paper };

export class Packing {
  title = $state("For you to keep");
  words = $state("");
  ids = $state.raw<string[]>([]);
  format = $state<HandoutFormat>("standard");
  paper = $state<Paper>("a4");
  /** The client whose first name stands on the cover. */
  nameOf = $state<number | null>(null);
  readonly drawn = new Following((wish: PrintWish) => commands.handoutPages(wish));
  /** Whether it goes on from where it was left. */
  resumed = false;
  keeping: Keeping;
  /** What needs no keeping: how it begins, or what was given. */
  #kept = $state("");

  readonly dirty = $derived(this.#said() !== this.#kept);

  constructor(client: number | null) {
    this.keeping = new Keeping({ kind: "packet", begun: "", client }, this.#unsaved);
    this.#kept = this.#said();
  }

  /** Goes on with what was left. */
  async open(): Promise<void> {
    const words = await this.keeping.found();
    if (words === null) return;
    try {
      const { title, words: said, ids, format, paper } = JSON.parse(words) as State;
      if (!Array.isArray(ids)) throw new TypeError("no list of handouts");
      Object.assign(this, { title, words: said, ids, format, paper });
      this.resumed = this.dirty;
    } catch {
      // Another version of the program kept it so: it waits for that one.
      this.keeping = new Keeping(this.keeping.work, this.#unsaved);
      toasts.say("The packet that was left cannot be read by this version of the program.");
    }
  }

  get wish(): PrintWish {
    const { title, words, ids, format, paper, nameOf } = this;
    return { which: { kind: "packet", title, words, ids }, format, paper, nameOf, plain: plainPaper.value };
  }

  /** Something has changed: it is shown and kept. */
  changed(wish: PrintWish): void {
    if (this.ids.length > 0) this.drawn.follow(wish);
    this.keeping.touched(this.dirty);
  }

  /** How to keep it once more, should it be let go and wanted after all. */
  keeper(): () => Promise<unknown> {
    const [work, unsaved] = [this.keeping.work, this.#unsaved()];
    return async () => unsaved && commands.keepUnfinished(work, unsaved.title, unsaved.words);
  }

  /** It was given: the client's record has it now. */
  given(): void {
    this.#kept = this.#said();
    this.keeping.touched(false);
  }

  /** Begins anew; the answer is the way back. */
  throwAway(): () => Promise<void> {
    const { title, words, ids } = this;
    Object.assign(this, { title: "For you to keep", words: "", ids: [] });
    return () => Promise.resolve(void Object.assign(this, { title, words, ids }));
  }

  stop(): void {
    this.drawn.stop();
    this.keeping.leave();
  }

  #said(): string {
    return JSON.stringify([this.title, this.words, this.ids]);
  }

  #unsaved = () => {
    if (!this.dirty) return null;
    const { title, words, ids, format, paper } = this;
    return { title, words: JSON.stringify({ title, words, ids, format, paper } satisfies State) };
  };
}
