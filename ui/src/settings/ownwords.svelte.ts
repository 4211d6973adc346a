// A template or a snippet while it is written: saved with one press, and on leaving as well, so that a lock takes no words.
import { problemOf, type Problem } from "../api";
import { toasts } from "../kit/toasts.svelte";
import { keepUnsaved, takeUnsaved } from "../note/unsaved";

type Made<Draft> = {
  what: "template" | "snippet";
  /** The one to change; a new one is made where it is null. */
  id: number | null;
  /** What it says so far. */
  before: Draft;
  /** Saves it; answers what to tell of that. */
  save: (draft: Draft) => Promise<string>;
  /** The same under a name that nobody gave yet, for the last moment, in which nobody can be asked. */
  named: (draft: Draft) => Draft;
};

export class OwnWords<Draft extends object> {
  draft = $state<Draft>({} as Draft);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  readonly #made: Made<Draft>;
  readonly #key: number;
  /** What is on disk. */
  #known: string | null = null;

  constructor(made: Made<Draft>) {
    this.#made = made;
    this.#key = made.id ?? 0;
    const waiting = takeUnsaved(made.what, this.#key);
    if (made.id !== null) this.#known = JSON.stringify(made.before);
    this.draft = waiting ? (JSON.parse(waiting.document) as Draft) : { ...made.before };
  }

  /** Saves; answers whether it is on disk. */
  save = (): Promise<boolean> => this.#put(this.#written());

  /** The screen is left: what was written is saved, or waits to be put right. */
  leave = async (last: boolean): Promise<void> => {
    const { what, before, named } = this.#made;
    const draft = this.#written();
    takeUnsaved(what, this.#key);
    if (JSON.stringify(draft) === JSON.stringify(before) || (await this.#put(draft))) return;
    if (last && (await this.#put(named(draft)))) return;
    keepUnsaved(what, this.#key, JSON.stringify(draft), 0);
    toasts.say(`The ${what} is not saved: open it again to see why.`);
  };

  #written(): Draft {
    return { ...this.draft };
  }

  async #put(draft: Draft): Promise<boolean> {
    if (JSON.stringify(draft) === this.#known) return true;
    this.busy = true;
    this.problem = null;
    try {
      toasts.say(await this.#made.save(draft));
      this.#known = JSON.stringify(draft);
      return true;
    } catch (thrown) {
      this.problem = problemOf(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
