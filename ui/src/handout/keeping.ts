// What is being made and is not saved yet is kept in the practice while it is typed, so that neither leaving nor a lock nor a
// crash costs a word. The beat is that of a note.
import { commands, type UnfinishedWork } from "../api";
import { rightNow } from "../kit/dates";
import { Autosave } from "../note/autosave.svelte";

/** What there is to keep; null when all of it is saved. */
type Words = { title: string; words: string } | null;

/** What the practice could not keep when its screen was left. It waits here, in memory, for the screen to be opened again. */
const waiting = new Map<string, string>();
const onScreen = new Set<Keeping>();
const key = ({ kind, begun, client }: UnfinishedWork) => `${kind} ${begun} ${client ?? ""}`;

export class Keeping {
  readonly autosave: Autosave;
  work: UnfinishedWork;
  #read: () => Words;
  /** Whether the practice keeps something of it. */
  #kept: boolean;

  constructor(work: UnfinishedWork, read: () => Words, kept = false) {
    this.work = work;
    this.#read = read;
    this.#kept = kept;
    this.autosave = new Autosave(
      () => this.#save(),
      () => "",
      0,
      null,
    );
    onScreen.add(this);
  }

  /** What was kept when the work was left, if anything was. */
  async found(): Promise<string | null> {
    const words = waiting.get(key(this.work)) ?? (await commands.unfinished(this.work));
    this.#kept = words !== null;
    return words;
  }

  /** Something has changed; `waits` says whether there are words that are not saved. */
  touched(waits: boolean): void {
    if (waits || this.#kept) this.autosave.touched();
  }

  get inDanger(): boolean {
    return this.autosave.state !== "saved";
  }

  /** All is saved: nothing is kept beside it, and what comes next is kept under `begun`. */
  async saved(begun: string): Promise<void> {
    await this.autosave.flush();
    // What stays behind all the same is offered when it is opened next, and can be thrown away there.
    if (this.#kept) await this.#letGo().catch(() => undefined);
    this.work = { ...this.work, begun };
  }

  /** The screen is left. */
  leave(): void {
    const now = this.inDanger ? this.#read() : null;
    if (now) waiting.set(key(this.work), now.words);
    this.autosave.stop();
    onScreen.delete(this);
  }

  async #save() {
    const now = this.#read();
    if (now === null) await this.#letGo();
    else {
      await commands.keepUnfinished(this.work, now.title, now.words);
      this.#kept = true;
      waiting.delete(key(this.work));
    }
    return { revision: 0, savedAt: rightNow() };
  }

  async #letGo(): Promise<void> {
    await letGo(this.work);
    this.#kept = false;
  }
}

/** Nothing of it is kept any more. */
export async function letGo(work: UnfinishedWork): Promise<void> {
  await commands.letUnfinishedGo(work);
  waiting.delete(key(work));
}

/** Whether words would be lost with the window: those that the practice could not keep. */
export const anyUnkept = (): boolean => waiting.size > 0 || [...onScreen].some((one) => one.inDanger);

export const forgetUnkept = (): void => waiting.clear();

/** The number behind the id of something of one's own. */
export const ownNumber = (id: string): number | null => (id.startsWith("own-") ? Number(id.slice(4)) : null);
