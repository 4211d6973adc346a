// The estimate of how hard a passphrase is to guess, asked for a moment after the last key.
import { commands, problemOf, type Strength } from "../api";

const WAIT_MS = 180;

export class StrengthMeter {
  strength = $state.raw<Strength | null>(null);
  /** The passphrase that `strength` speaks of; another one typed meanwhile is not judged by it. */
  #judged = $state("");
  trouble = $state("");
  #turn = 0;
  #timer = 0;

  watch(passphrase: string): () => void {
    const turn = ++this.#turn;
    window.clearTimeout(this.#timer);
    if (passphrase === "") this.strength = null;
    else this.#timer = window.setTimeout(() => void this.#ask(passphrase, turn), WAIT_MS);
    return () => window.clearTimeout(this.#timer);
  }

  enough(passphrase: string): boolean {
    return this.#judged === passphrase && (this.strength?.enough ?? false);
  }

  /** Whether the passphrase has been judged, or cannot be. */
  knows(passphrase: string): boolean {
    return this.#judged === passphrase || this.trouble !== "";
  }

  /** Judges the passphrase now, for somebody who is quicker than the wait. */
  async settle(passphrase: string): Promise<void> {
    if (passphrase === "" || this.knows(passphrase)) return;
    window.clearTimeout(this.#timer);
    await this.#ask(passphrase, ++this.#turn);
  }

  async #ask(passphrase: string, turn: number): Promise<void> {
    try {
      const strength = await commands.estimateStrength(passphrase);
      if (turn !== this.#turn) return;
      this.strength = strength;
      this.#judged = passphrase;
      this.trouble = "";
    } catch (thrown) {
      if (turn === this.#turn) this.trouble = problemOf(thrown).message;
    }
  }
}
