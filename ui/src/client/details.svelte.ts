// A client's details on the screen: the draft, saved with one press, and on leaving as well.
import { tick } from "svelte";
import { commands, problemOf, type Client, type ClientDraft, type Problem } from "../api";
import { app } from "../app.svelte";
import { today } from "../kit/dates";
import { toasts } from "../kit/toasts.svelte";
import { shortName } from "../trash/words";
import { draftOf, mended, same, trimmed, wrongWith } from "./details";
import { keepUnsavedDetails, takeUnsavedDetails } from "./unsaved";
import { calledName } from "./words";

export class Details {
  draft = $state<ClientDraft>({} as ClientDraft);
  /** A label that is being written. */
  label = $state("");
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** Whether the draft was left unsaved before. */
  readonly resumed: boolean;
  /** Faults are told once there was a wish to save; nobody is corrected while writing. */
  #asked = $state(false);
  wrong = $derived(this.#asked ? wrongWith(this.#written(), today()) : {});
  #client: Client;
  #before: ClientDraft;

  constructor(client: Client) {
    this.#client = client;
    this.#before = draftOf(client);
    const waiting = takeUnsavedDetails(client.id);
    this.resumed = waiting !== null;
    this.draft = waiting ?? draftOf(client);
  }

  get changed(): boolean {
    return !same(this.#written(), this.#before);
  }

  /** Saves; answers whether all of it is on disk. */
  async save(): Promise<boolean> {
    const draft = this.#written();
    if (same(draft, this.#before)) return true;
    // Rows that were left empty go from the screen too, so that a fault is told beside the row it is about.
    this.draft = structuredClone(draft);
    this.label = "";
    this.#asked = true;
    await tick();
    if (Object.keys(this.wrong).length > 0) return false;
    return this.#put(draft);
  }

  /** The screen is left: what was written is saved, or waits to be put right. */
  leave = async (last: boolean): Promise<void> => {
    takeUnsavedDetails(this.#client.id);
    if (!this.changed || (await this.save())) return;
    if (last && (await this.#put(mended(this.#written(), this.#before, today())))) return;
    keepUnsavedDetails(this.#client.id, this.#written());
    toasts.say(`The details of ${shortName(calledName(this.#before))} are not saved: open them again to see why.`);
  };

  /** Forgets what was written. */
  discard(): void {
    this.draft = structuredClone(this.#before);
    this.label = "";
  }

  #written(): ClientDraft {
    const draft = $state.snapshot(this.draft);
    const label = this.label.trim();
    return trimmed({ ...draft, labels: label === "" ? draft.labels : [...draft.labels, label] }, today());
  }

  async #put(draft: ClientDraft): Promise<boolean> {
    const { id } = this.#client;
    const before = this.#before;
    this.busy = true;
    try {
      const saved = draftOf(await commands.changeClient(id, draft));
      this.#before = saved;
      this.draft = structuredClone(saved);
      this.#asked = false;
      this.problem = null;
      app.changed();
      toasts.say("Details saved.", async () => {
        await commands.changeClient(id, before);
        app.changed();
      });
      return true;
    } catch (thrown) {
      this.problem = problemOf(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
