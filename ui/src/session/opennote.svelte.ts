// The note of the session on the screen: its text, its saving, and what happens to both when the screen is left.
import type { Node } from "prosemirror-model";
import { commands, type Note, type Problem } from "../api";
import { toasts } from "../kit/toasts.svelte";
import { Autosave } from "../note/autosave.svelte";
import type { Editing } from "../note/editing.svelte";
import { readNote } from "../note/readable";
import { keepUnsaved, takeUnsaved } from "../note/unsaved";
import { router } from "../route.svelte";

export class OpenNote {
  readonly autosave: Autosave;
  doc = $state.raw<Node | null>(null);
  editing = $state.raw<Editing | null>(null);
  empty = $state(true);
  /** Why the stored note cannot be shown. Nothing is then written over it. */
  problem = $state.raw<Problem | null>(null);
  /** As much of the text of such a note as can be read. */
  rescued = $state("");
  readonly session: number;
  #wasKept: boolean;
  #discarded = false;

  constructor(session: number, note: Note) {
    this.session = session;
    const kept = takeUnsaved("note", session);
    this.#wasKept = kept !== null;
    const save = async (document: string, revision: number) => {
      const saved = await commands.saveNote(session, document, revision);
      takeUnsaved("note", session);
      this.empty = this.editing?.empty ?? true;
      return saved;
    };
    this.autosave = new Autosave(
      save,
      () => this.editing?.text ?? note.document,
      kept?.revision ?? note.revision,
      note.savedAt,
    );
    const { doc, problem, text } = readNote(kept?.document ?? note.document, note.unreadable);
    this.doc = doc;
    this.empty = (doc?.textContent.trim() ?? "") === "";
    this.problem = problem;
    this.rescued = text;
  }

  ready(editing: Editing): void {
    this.editing = editing;
    if (this.#wasKept) this.autosave.touched();
    if (router.spot) editing.goTo(router.spot);
  }

  /** Saves whenever the screen is about to be left; answers how to let go. */
  attach(): () => void {
    const release = router.beforeLeaving(() => this.#finish());
    return () => {
      release();
      // A screen taken away without warning, as when the practice locks itself, keeps its words.
      if (!this.#discarded && this.autosave.state !== "saved") this.#keep();
      this.autosave.stop();
    };
  }

  /** Lets the words on the screen go, in favour of those stored. */
  discard(): void {
    this.#discarded = true;
    this.autosave.stop();
  }

  /** The note was signed here: what could not come along any more waits to be added. */
  signed(): void {
    if (this.autosave.state === "saved") this.discard();
    else this.handOver();
  }

  /** Lets the screen go to the note as it was signed meanwhile; the words on it wait there to be added. */
  handOver(): void {
    this.#keep();
    this.discard();
  }

  async #finish(): Promise<void> {
    if (this.problem || this.#discarded || (await this.autosave.flush())) return;
    this.#keep();
    const { session } = this;
    toasts.trouble(
      {
        code: "other",
        message: "The last words of the note are not saved yet.",
        advice: "They are kept while the app is open. Open the note to try again.",
        seconds: null,
      },
      { label: "Open the note", run: () => router.go({ name: "session", id: session }) },
    );
  }

  #keep(): void {
    if (this.editing) keepUnsaved("note", this.session, this.editing.text, this.autosave.revision);
  }
}
