// An import under way: the file that was chosen, how it is read, and what importing it would do.
import {
  commands,
  onImporting,
  problemOf,
  type ImportCheck,
  type ImportChoice,
  type ImportPreview,
  type Problem,
} from "../api";
import { app } from "../app.svelte";
import { plural } from "../kit/dates";
import { attempt, toasts } from "../kit/toasts.svelte";

const NOTHING: ImportChoice = { header: true, fields: [], dateOrder: null, keepTwins: false };

export class Import {
  file = $state.raw<ImportPreview | null>(null);
  choice = $state<ImportChoice>(NOTHING);
  /** What it would do; null until that is known. */
  check = $state.raw<ImportCheck | null>(null);
  problem = $state.raw<Problem | null>(null);
  checking = $state(false);
  adding = $state(false);
  /** How many have been added so far. */
  soFar = $state(0);
  stopping = $state(false);
  #turn = 0;

  async choose(): Promise<void> {
    try {
      const file = await commands.chooseImport();
      if (!file) return;
      this.#turn += 1;
      this.check = null;
      this.problem = null;
      const fields = file.columns.map((column) => column.field);
      this.choice = { ...NOTHING, header: file.header, fields };
      this.file = file;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
  }

  /** Looks through the whole file; nothing is changed. */
  async look(): Promise<void> {
    const turn = ++this.#turn;
    const choice = $state.snapshot(this.choice);
    this.checking = true;
    try {
      const check = await commands.checkImport(choice);
      if (turn !== this.#turn) return;
      this.check = check;
      this.problem = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.check = null;
      this.problem = problemOf(thrown);
    } finally {
      if (turn === this.#turn) this.checking = false;
    }
  }

  /** Adds them, all or none; answers whether they are there. */
  async add(): Promise<boolean> {
    this.adding = true;
    this.stopping = false;
    this.soFar = 0;
    const quiet = await onImporting((soFar) => (this.soFar = soFar));
    try {
      const added = await commands.importClients($state.snapshot(this.choice));
      this.file = null;
      app.changed();
      toasts.say(`${plural(added, "client")} added.`, undo);
      return true;
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem.code === "stopped") toasts.say("The import was stopped. Nobody was added.");
      else this.problem = problem;
      return false;
    } finally {
      this.adding = false;
      quiet();
    }
  }

  /** Stops adding. What was added so far goes with it. */
  async stop(): Promise<void> {
    this.stopping = true;
    await attempt(async () => void (await commands.stopImport()));
  }

  /** Nothing of the file stays when the screen is left. */
  leave(): void {
    this.#turn += 1;
    // Where it is locked already, the file went with the lock.
    if (!this.adding && this.file) void commands.forgetImport().catch(() => undefined);
  }
}

/** Takes back what the last import added. */
async function undo(): Promise<void> {
  const waiting = toasts.say("Taking them back…");
  const removed = await commands.undoImport().finally(() => toasts.dismiss(waiting));
  app.changed();
  toasts.say(`${plural(removed, "client")} put into the trash.`);
}
