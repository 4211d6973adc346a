// An open archive under way: written from this practice, or read into a new one.
import { commands, onArchiving, problemOf, type BuiltAnew, type Left, type Problem } from "../api";
import { toasts } from "../kit/toasts.svelte";

export class Archive {
  busy = $state(false);
  stopping = $state(false);
  /** How many records are written or read. */
  soFar = $state(0);
  problem = $state.raw<Problem | null>(null);
  /** What is wrong with the passphrase, at its field. */
  wrong = $state<string | null>(null);
  /** What was written. */
  left = $state.raw<Left | null>(null);

  /** Asks for a folder and writes the archive into it; answers whether one was written. */
  async leave(passphrase: string, processNotes: boolean): Promise<boolean> {
    this.problem = null;
    this.wrong = null;
    try {
      this.left = await this.#run(() => commands.leaveWithEverything(passphrase, processNotes));
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem.code === "stopped") toasts.say("That was stopped. Nothing was written.");
      else if (problem.code === "wrong-secret") this.wrong = [problem.message, problem.advice].join(" ");
      else this.problem = problem;
    }
    return this.left !== null;
  }

  /** Builds the practice, and answers what came of it; nothing when it was stopped. What else fails is thrown. */
  async build(path: string, answers: string[]): Promise<BuiltAnew | null> {
    try {
      return await this.#run(() => commands.rebuildPractice(path, answers));
    } catch (thrown) {
      if (problemOf(thrown).code !== "stopped") throw thrown;
      toasts.say("That was stopped. No practice was made.");
      return null;
    }
  }

  /** Stops it. What was half done goes. */
  async stop(): Promise<void> {
    this.stopping = true;
    await commands.stopArchive();
  }

  async #run<T>(work: () => Promise<T>): Promise<T> {
    this.busy = true;
    this.stopping = false;
    this.soFar = 0;
    const quiet = await onArchiving((soFar) => (this.soFar = soFar));
    try {
      return await work();
    } finally {
      this.busy = false;
      quiet();
    }
  }
}
