// The process note on the screen: its text, its saving, and what happens to both when the screen is left.
import type { Node } from "prosemirror-model";
import { commands, problemOf, type Problem, type ProcessPage } from "../api";
import { toasts } from "../kit/toasts.svelte";
import { Autosave } from "../note/autosave.svelte";
import { readDocument, wordsOf } from "../note/schema";
import { keepUnsaved, takeUnsaved } from "../note/unsaved";
import { router } from "../route.svelte";
import type { Writing } from "./writing.svelte";

export class OpenProcessNote {
  readonly autosave: Autosave;
  readonly session: number;
  readonly doc: Node | null = null;
  /** Why the stored note cannot be shown. Nothing is then written over it. */
  readonly problem: Problem | null = null;
  /** As much of the text of such a note as can be read. */
  readonly rescued: string = "";
  #writing: Writing | null = null;
  #wasKept: boolean;

  constructor({ session, note }: ProcessPage) {
    this.session = session.id;
    const kept = takeUnsaved("process note", session.id);
    this.#wasKept = kept !== null;
    this.autosave = new Autosave(
      async (document, revision) => {
        const saved = await commands.saveProcessNote(session.id, document, revision);
        takeUnsaved("process note", session.id);
        return saved;
      },
      () => this.#writing?.text ?? note.document,
      kept?.revision ?? note.revision,
      note.savedAt,
    );
    const cannot = (message: string, advice: string): Problem => ({ code: "other", message, advice, seconds: null });
    if (note.unreadable) {
      this.problem = cannot(note.unreadable.why, note.unreadable.advice);
      this.rescued = note.unreadable.text;
      return;
    }
    const text = kept?.document ?? note.document;
    try {
      this.doc = readDocument(text);
    } catch (thrown) {
      const { message } = problemOf(thrown instanceof Error ? thrown.message : thrown);
      this.problem = cannot("This process note cannot be read.", `It is left as it is. ${message}`);
      this.rescued = wordsOf(text);
    }
  }

  ready(writing: Writing): void {
    this.#writing = writing;
    if (this.#wasKept) this.autosave.touched();
  }

  /** Saves whenever the screen is about to be left; answers how to let go. */
  attach(): () => void {
    const release = router.beforeLeaving(() => this.#finish());
    return () => {
      release();
      // A screen taken away without warning keeps its words.
      if (this.autosave.state !== "saved") this.#keep();
      this.autosave.stop();
    };
  }

  async #finish(): Promise<void> {
    if (this.problem || (await this.autosave.flush())) return;
    this.#keep();
    const { session } = this;
    toasts.trouble(
      {
        code: "other",
        message: "The last words of the process note are not saved yet.",
        advice: "They are kept while the app is open. Open the process note to try again.",
        seconds: null,
      },
      { label: "Open the process note", run: () => router.go({ name: "process", id: session }) },
    );
  }

  #keep(): void {
    if (this.#writing) keepUnsaved("process note", this.session, this.#writing.text, this.autosave.revision);
  }
}
