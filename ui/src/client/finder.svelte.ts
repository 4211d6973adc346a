// What is being looked for among the clients and in the notes. Kept while the app is open, so that coming back finds the
// list as it was.
import { commands, type NoteHit, type NotesFound, type Problem, problemOf } from "../api";
import { router } from "../route.svelte";
import { asksNotes, FROM_LETTERS, withoutPiece, withPiece } from "../search/typed";
import { roster } from "./roster.svelte";

/** A letter that comes sooner than this after another asks with it. */
const NOTES_WAIT_MS = 40;

class Finder {
  words = $state("");
  /** What the first page of notes said; `null` while nothing has been asked or answered yet. */
  found = $state.raw<NotesFound | null>(null);
  hits = $state.raw<NoteHit[]>([]);
  more = $state(false);
  /** A further page is on its way. */
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** Whether the filters for notes are shown. */
  filtering = $state(false);
  /** The session whose note was opened from the list. */
  opened: number | null = null;
  /** Whether there is enough to ask the notes. */
  asked = $derived(this.words.trim().length >= FROM_LETTERS);
  /** Whether only notes are meant, and no client. */
  notesOnly = $derived(asksNotes(this.words));
  /** The words the list on the screen answers to. */
  #answered = "";
  #turn = 0;
  #wait = 0;
  /** A question is on its way: what is typed meanwhile is asked when it is answered, and only the last of it. */
  #asking = false;
  #next: (() => Promise<void>) | null = null;
  #field: HTMLInputElement | null = null;

  attach(field: HTMLInputElement | null): void {
    this.#field = field;
  }

  focus(): void {
    this.#field?.focus();
    this.#field?.select();
  }

  /** Adds a filter and goes on writing behind it. */
  add(piece: string): void {
    this.words = withPiece(this.words, piece);
    this.#writeOn();
  }

  /** Takes a filter away. */
  take(piece: string): void {
    this.words = withoutPiece(this.words, piece);
    this.#writeOn();
  }

  open(hit: NoteHit): void {
    this.opened = hit.session;
    void router.go({ name: "session", id: hit.session, at: hit.spot ?? undefined });
  }

  search(): void {
    const turn = ++this.#turn;
    const typed = this.words;
    window.clearTimeout(this.#wait);
    this.#next = null;
    if (!this.asked) this.#show(null, "");
    else this.#wait = window.setTimeout(() => void this.#ask(() => this.#searchNotes(typed, turn)), NOTES_WAIT_MS);
  }

  async #ask(question: () => Promise<void>): Promise<void> {
    this.#next = question;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#next) {
      const next: () => Promise<void> = this.#next;
      this.#next = null;
      await next();
    }
    this.#asking = false;
  }

  /** The page that follows. */
  async showMore(): Promise<void> {
    const turn = this.#turn;
    // What follows the list on the screen is none of the list that is asked for now.
    if (this.busy || !this.more || this.words !== this.#answered) return;
    this.busy = true;
    try {
      const page = await commands.searchNotes(this.#answered, this.#last());
      if (turn !== this.#turn) return;
      this.hits = [...this.hits, ...page.hits];
      this.more = page.more;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    } finally {
      this.busy = false;
    }
  }

  /** Nothing of one practice is left to be seen in the next, or behind the lock. */
  forget(): void {
    this.#turn += 1;
    window.clearTimeout(this.#wait);
    this.#next = null;
    this.words = "";
    roster.forget();
    this.filtering = false;
    this.opened = null;
    this.problem = null;
    this.#show(null, "");
  }

  #writeOn(): void {
    const field = this.#field;
    if (!field) return;
    field.focus();
    // The field has the new words a moment later.
    window.setTimeout(() => field.setSelectionRange(field.value.length, field.value.length));
  }

  #last() {
    const last = this.hits.at(-1);
    return last ? { day: last.day, session: last.session } : null;
  }

  #show(found: NotesFound | null, typed: string): void {
    this.found = found;
    this.hits = found?.hits ?? [];
    this.more = found?.more ?? false;
    this.#answered = typed;
  }

  /** The first page, and when the same is asked again as many as were there. */
  async #searchNotes(typed: string, turn: number): Promise<void> {
    const wanted = typed === this.#answered ? this.hits.length : 0;
    try {
      const found = await commands.searchNotes(typed, null);
      while (turn === this.#turn && found.more && found.hits.length < wanted) {
        const { day, session } = found.hits[found.hits.length - 1] ?? { day: "", session: 0 };
        const page = await commands.searchNotes(typed, { day, session });
        found.hits.push(...page.hits);
        found.more = page.more;
      }
      if (turn !== this.#turn) return;
      this.#show(found, typed);
      this.problem = null;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    }
  }
}

export const finder = new Finder();
