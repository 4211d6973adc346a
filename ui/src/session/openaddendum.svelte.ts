// The addendum that is being written: kept as it is typed, so that it outlives the screen and the lock.
import { commands, type AddendumDraft } from "../api";
import { rightNow } from "../kit/dates";
import { toasts } from "../kit/toasts.svelte";
import { Autosave } from "../note/autosave.svelte";
import { keepUnsaved, takeUnsaved } from "../note/unsaved";
import { router } from "../route.svelte";

export class OpenAddendum {
  reason = $state("");
  text = $state("");
  readonly autosave: Autosave;
  readonly session: number;
  #over = false;
  #wasKept: boolean;

  constructor(session: number, draft: AddendumDraft | null) {
    this.session = session;
    const kept = takeUnsaved("addendum", session);
    this.#wasKept = kept !== null;
    const found = kept ? (JSON.parse(kept.document) as AddendumDraft) : draft;
    this.reason = found?.reason ?? "";
    this.text = found?.text ?? "";
    const save = async (words: string) => {
      await commands.draftAddendum(session, JSON.parse(words) as AddendumDraft);
      takeUnsaved("addendum", session);
      return { revision: 0, savedAt: rightNow() };
    };
    this.autosave = new Autosave(save, () => JSON.stringify(this.draft), 0, null);
  }

  get draft(): AddendumDraft {
    // Half an emoji, which no UTF-8 can hold, becomes a replacement sign and blocks no save.
    return { reason: this.reason.toWellFormed(), text: this.text.toWellFormed() };
  }

  get empty(): boolean {
    return this.reason.trim() === "" && this.text.trim() === "";
  }

  touched(): void {
    this.autosave.touched();
  }

  /** Saves whenever the screen is about to be left; answers how to let go. */
  attach(): () => void {
    if (this.#wasKept) this.touched();
    const release = router.beforeLeaving(() => this.#finish());
    return () => {
      release();
      if (!this.#over && this.autosave.state !== "saved") this.#keep();
      this.autosave.stop();
    };
  }

  /** It was signed, or taken back: nothing is kept of it any more. */
  over(): void {
    this.#over = true;
    this.autosave.stop();
  }

  async #finish(): Promise<void> {
    if (this.#over || (await this.autosave.flush())) return;
    this.#keep();
    toasts.trouble({
      code: "other",
      message: "The last words of the addendum are not saved yet.",
      advice: "They are kept while the app is open. Open the session to try again.",
      seconds: null,
    });
  }

  #keep(): void {
    keepUnsaved("addendum", this.session, JSON.stringify(this.draft), 0);
  }
}
