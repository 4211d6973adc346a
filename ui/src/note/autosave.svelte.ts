// Saves a note while it is written: soon after the last key, never more than a second behind, one save at a time.
import { problemOf, type Problem, type Saved } from "../api";

export type SaveState = "saved" | "saving" | "unsaved" | "failed";

const AFTER_LAST_KEY_MS = 400;
// Of the second that may be lost, the save itself takes the rest.
const LONGEST_WAIT_MS = 600;
const RETRY_MS = [2000, 4000, 8000, 15_000];

type Save = (document: string, revision: number) => Promise<Saved>;

export class Autosave {
  state = $state<SaveState>("saved");
  savedAt = $state<string | null>(null);
  problem = $state.raw<Problem | null>(null);
  revision: number;
  #save: Save;
  #read: () => string;
  #timer = 0;
  #retries = 0;
  /** When the oldest unsaved key was pressed; null when all is saved or being saved. */
  #since: number | null = null;
  #running: Promise<void> | null = null;
  #over = false;

  constructor(save: Save, read: () => string, revision: number, savedAt: string | null) {
    this.#save = save;
    this.#read = read;
    this.revision = revision;
    this.savedAt = savedAt;
  }

  /** The note has changed. */
  touched(): void {
    const now = Date.now();
    this.#since ??= now;
    if (this.state === "saved") this.state = "unsaved";
    // After a failure the retry has its own, slower beat.
    if (this.state !== "failed") this.#in(Math.min(AFTER_LAST_KEY_MS, this.#since + LONGEST_WAIT_MS - now));
  }

  /** Saves what waits, now; answers whether all of it is on disk. */
  async flush(): Promise<boolean> {
    window.clearTimeout(this.#timer);
    await this.#running;
    if (this.#waits()) await this.#run();
    return !this.#waits();
  }

  /** Saves on top of a revision that someone else made. */
  overwrite(revision: number): void {
    this.revision = revision;
    this.state = "unsaved";
    this.touched();
  }

  stop(): void {
    this.#over = true;
    window.clearTimeout(this.#timer);
  }

  /** Whether keys were pressed that no save has taken along. */
  #waits(): boolean {
    return this.#since !== null;
  }

  #in(wait: number): void {
    window.clearTimeout(this.#timer);
    if (!this.#over) this.#timer = window.setTimeout(() => void this.#run(), Math.max(0, wait));
  }

  #run(): Promise<void> {
    this.#running ??= this.#once().finally(() => {
      this.#running = null;
      if (this.#waits() && this.state !== "failed") this.touched();
    });
    return this.#running;
  }

  async #once(): Promise<void> {
    const since = this.#since;
    this.#since = null;
    this.state = "saving";
    try {
      const saved = await this.#save(this.#read(), this.revision);
      this.revision = saved.revision;
      this.savedAt = saved.savedAt;
      this.problem = null;
      this.#retries = 0;
      this.state = this.#waits() ? "unsaved" : "saved";
    } catch (thrown) {
      this.#since = since ?? Date.now();
      this.problem = problemOf(thrown);
      this.state = "failed";
      // Someone else's newer note is not overwritten by trying again, nor one that is signed.
      if (this.problem.code !== "note-changed" && this.problem.code !== "note-signed")
        this.#in(RETRY_MS[Math.min(this.#retries++, RETRY_MS.length - 1)] ?? 0);
    }
  }
}
