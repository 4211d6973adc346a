// A client's record on its way to the client: what is left out of it, and what was made.
import { commands, problemOf, type Paper, type Problem, type Redaction } from "../api";

export class Giving {
  readonly #client: number;
  #processNotes = $state(false);
  paper = $state<Paper>("a4");
  redactions = $state<Redaction[]>([]);
  /** What is being typed, and not left out yet. */
  words = $state("");
  reason = $state("");
  /** How often each of them is found, in their order; null until that is known. */
  hits = $state.raw<number[] | null>(null);
  passphrase = $state("");
  wrong = $state<string | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  #turn = 0;

  constructor(client: number) {
    this.#client = client;
  }

  get processNotes(): boolean {
    return this.#processNotes;
  }

  set processNotes(asked: boolean) {
    this.#processNotes = asked;
    void this.#count();
  }

  get #wish() {
    return { client: this.#client, processNotes: this.processNotes, redactions: $state.snapshot(this.redactions) };
  }

  /** Leaves out what is typed, each line for itself; answers whether nothing is lacking. */
  add(): boolean {
    const [words, reason] = [this.words.trim(), this.reason.trim()];
    if (words === "" && reason === "") return true;
    if (words === "" || reason === "") {
      const message = words === "" ? "Which words are to be left out?" : "Why are these words left out?";
      this.problem = { code: "invalid", message, advice: "The client sees the reason in their place.", seconds: null };
      return false;
    }
    this.problem = null;
    const lines = words.split("\n").map((line) => line.trim());
    this.redactions.push(...lines.filter((line) => line !== "").map((line) => ({ words: line, reason })));
    this.words = "";
    this.reason = "";
    void this.#count();
    return true;
  }

  /** Takes one back into the fields, where it can be changed. */
  takeBack(at: number): void {
    const [one] = this.redactions.splice(at, 1);
    if (!one) return;
    this.words = one.words;
    this.reason = one.reason;
    this.problem = null;
    void this.#count();
  }

  async #count(): Promise<void> {
    const turn = ++this.#turn;
    this.hits = null;
    if (this.redactions.length === 0) return;
    try {
      const hits = await commands.countLeftOut(this.#wish);
      if (turn === this.#turn) this.hits = hits;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    }
  }

  /** Asks for a folder and saves the record into it; answers where, or nothing. */
  async save(): Promise<string | null> {
    if (!this.add()) return null;
    this.busy = true;
    this.problem = null;
    this.wrong = null;
    try {
      return await commands.saveClientRecord(this.#wish, this.paper, this.passphrase);
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem.code === "wrong-secret") this.wrong = [problem.message, problem.advice].join(" ");
      else this.problem = problem;
      return null;
    } finally {
      this.busy = false;
    }
  }
}
