// What is being looked for among clients and notes. Kept while the app is open, so that coming back finds the list as it was.
import { commands, type NoteHit, type Problem, problemOf } from "../api";
import { roster } from "./roster.svelte";

const NOTES_FROM_LETTERS = 2;
const NOTES_WAIT_MS = 120;

class Finder {
  words = $state("");
  hits = $state.raw<NoteHit[]>([]);
  problem = $state.raw<Problem | null>(null);
  scroll = 0;
  /** The words the list on the screen answers to. */
  #turn = 0;
  #wait = 0;
  #field: HTMLInputElement | null = null;

  attach(field: HTMLInputElement | null): void {
    this.#field = field;
  }

  focus(): void {
    this.#field?.focus();
    this.#field?.select();
  }

  search(): void {
    const turn = ++this.#turn;
    const words = this.words.trim();
    window.clearTimeout(this.#wait);
    if (words.length < NOTES_FROM_LETTERS) this.hits = [];
    else this.#wait = window.setTimeout(() => void this.#searchNotes(words, turn), NOTES_WAIT_MS);
  }

  /** Nothing of one practice is left to be seen in the next, or behind the lock. */
  forget(): void {
    this.#turn += 1;
    window.clearTimeout(this.#wait);
    this.words = "";
    roster.forget();
    this.hits = [];
    this.scroll = 0;
  }

  async #searchNotes(words: string, turn: number): Promise<void> {
    try {
      const hits = await commands.searchNotes(words);
      if (turn !== this.#turn) return;
      this.hits = hits;
      this.problem = null;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    }
  }
}

export const finder = new Finder();
