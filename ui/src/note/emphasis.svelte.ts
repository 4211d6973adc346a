// What a whole note speaks of, as it is pressed: shown at once, and saved one press after the other.
import type { Tag } from "../api";

const same = (one: Tag, other: Tag): boolean => one.factor === other.factor && one.aspect === other.aspect;

export class Emphasis {
  tags = $state.raw<Tag[]>([]);
  /** What is on disk. */
  #stored: Tag[];
  readonly #save: (tags: Tag[]) => Promise<Tag[]>;
  #saving: Promise<void> = Promise.resolve();

  constructor(stored: Tag[], save: (tags: Tag[]) => Promise<Tag[]>) {
    this.tags = stored;
    this.#stored = stored;
    this.#save = save;
  }

  has(tag: Tag): boolean {
    return this.tags.some((one) => same(one, tag));
  }

  /** Tags the note, or takes the tag off. Where that fails, what is on disk is shown again. */
  toggle(tag: Tag): Promise<void> {
    const wanted = this.has(tag) ? this.tags.filter((one) => !same(one, tag)) : [...this.tags, tag];
    this.tags = wanted;
    const saved = this.#saving.then(() => this.#put(wanted));
    // The next press waits for this one, however it ends.
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  /** Waits until nothing is on its way to disk. */
  settled = (): Promise<void> => this.#saving;

  async #put(wanted: Tag[]): Promise<void> {
    try {
      this.#stored = await this.#save(wanted);
    } catch (thrown) {
      if (this.tags === wanted) this.tags = this.#stored;
      throw thrown;
    }
    // What was pressed meanwhile stays as it was pressed.
    if (this.tags === wanted) this.tags = this.#stored;
  }
}
