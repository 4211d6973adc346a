// A task that is being agreed on or changed. It is kept with one press, and on leaving as well, so that nothing typed is lost.
import { tick } from "svelte";
import { commands, problemOf, type Homework, type Problem } from "../api";
import { app } from "../app.svelte";
import { Asking, asksFirst } from "../handout/asking.svelte";
import { toasts } from "../kit/toasts.svelte";
import { clock, rightNow } from "../kit/dates";
import { router } from "../route.svelte";
import { BLANK, draftOf, makeshift, same, typedOf, unasked, wrongWith, type Typed } from "./typed";
import { keepUnsavedHomework, takeUnsavedHomework } from "./unsaved";

export class Agreeing {
  typed = $state<Typed>({ ...BLANK });
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** Whether it is being asked if the partner's safety was considered. */
  readonly asking = new Asking();
  /** Faults are told once there was a wish to save; nobody is corrected while writing. */
  #asked = $state(false);
  wrong = $derived(this.#asked ? wrongWith(this.typed) : {});
  #session: number;
  #before: Homework | null;
  #start: Typed;
  #over = false;
  #gone = false;
  #kept = false;
  #held = false;
  #client: number;
  #saving: Promise<boolean> | null = null;
  #onsaved: () => void;

  constructor(session: number, client: number, before: Homework | null, onsaved: () => void) {
    this.#client = client;
    this.#session = session;
    this.#before = before;
    this.#onsaved = onsaved;
    this.#start = before ? typedOf(before) : { ...BLANK };
    const waiting = takeUnsavedHomework("agreeing", session, before?.id ?? null) as Typed | null;
    this.typed = waiting ?? { ...this.#start };
  }

  get changed(): boolean {
    return !same($state.snapshot(this.typed), this.#start);
  }

  /** Keeps what is typed whenever the form is about to go; answers how to let go. */
  attach(): () => void {
    const release = router.beforeLeaving(this.#leave);
    return () => {
      release();
      this.#gone = true;
      if (this.#over || !this.changed) return;
      // Another form takes the place of this one: that is leaving too.
      if (this.#kept) this.#keep();
      else void this.#leave(false);
    };
  }

  /** Saves; answers whether it is on disk. */
  save(): Promise<boolean> {
    // Leaving while a save is under way waits for that one.
    this.#saving ??= this.#save().finally(() => (this.#saving = null));
    return this.#saving;
  }

  async #save(): Promise<boolean> {
    this.#asked = true;
    await tick();
    if (Object.keys(wrongWith($state.snapshot(this.typed))).length > 0) return false;
    this.busy = true;
    try {
      await this.#put();
      this.#done();
      app.changed();
      if (!this.#gone) this.#onsaved();
      return true;
    } catch (thrown) {
      if (asksFirst(thrown)) this.asking.ask(this.#client, () => this.save());
      else this.problem = problemOf(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** It was thought better of; what was typed can be had again, where `reopen` shows its form. */
  cancel(reopen: () => void): void {
    const [thrownAway, typed] = [!this.#over && this.changed, $state.snapshot(this.typed)];
    this.#done();
    if (!thrownAway) return;
    toasts.say("What was typed of the homework is thrown away.", () => {
      keepUnsavedHomework("agreeing", this.#session, this.#before?.id ?? null, typed);
      reopen();
      return Promise.resolve();
    });
  }

  /** It waits in memory while something else is looked after. */
  hold(): void {
    this.#held = true;
  }

  #done(): void {
    this.#over = true;
    takeUnsavedHomework("agreeing", this.#session, this.#before?.id ?? null);
  }

  async #put(): Promise<void> {
    const draft = draftOf(this.#session, $state.snapshot(this.typed));
    if (this.#before) {
      await commands.changeHomework(this.#before.id, draft);
      return;
    }
    const made = await commands.assignHomework(draft);
    toasts.say("Homework agreed.", async () => {
      await commands.remove({ kind: "homework", id: made.id });
      app.changed();
    });
  }

  #leave = async (last: boolean): Promise<void> => {
    if (this.#over || !this.changed) return;
    if (!(this.#held && !last) && (await this.save())) return;
    if (last) {
      this.typed = makeshift($state.snapshot(this.typed), clock(rightNow()));
      if (await this.save()) return;
      // Nobody can be asked in the last moment.
      if (this.asking.client !== null) this.typed = unasked($state.snapshot(this.typed));
      if (await this.save()) return;
    }
    this.#keep();
    toasts.say(
      this.#held
        ? "The task is not agreed on yet: it waits in its session."
        : "The homework is not saved yet: open its session to see why.",
    );
  };

  #keep(): void {
    this.#kept = true;
    keepUnsavedHomework("agreeing", this.#session, this.#before?.id ?? null, $state.snapshot(this.typed));
  }
}
