// A task that is being agreed on or changed.
import { commands, type Homework } from "../api";
import { app } from "../app.svelte";
import { toasts } from "../kit/toasts.svelte";
import { clock, rightNow } from "../kit/dates";
import { FormWords } from "./formwords.svelte";
import { BLANK, draftOf, makeshift, same, typedOf, wrongWith, type Typed } from "./typed";

export class Agreeing {
  readonly words: FormWords<Typed>;
  /** Whether it is being asked if the partner's safety was considered. */
  asking = $state(false);
  wrong = $derived.by(() => (this.words.asked ? wrongWith(this.words.typed) : {}));
  readonly #session: number;
  readonly #before: Homework | null;

  /** `mustAsk` says whether the partner's safety comes before such a task. */
  constructor(
    session: number,
    before: Homework | null,
    mustAsk: (typed: Typed) => Promise<boolean>,
    onclose: () => void,
  ) {
    this.#session = session;
    this.#before = before;
    this.words = new FormWords<Typed>({
      place: ["agreeing", session, before?.id ?? null],
      before: before ? typedOf(before) : { ...BLANK },
      same,
      wrong: (typed) => Object.keys(wrongWith(typed)).length > 0,
      makeshift: (typed) => makeshift(typed, clock(rightNow())),
      put: async (typed, last) => {
        // In the last moment nobody can be asked, and no words may be lost.
        this.asking = !last && (await mustAsk(typed));
        if (!this.asking) await this.#put(typed);
        return !this.asking;
      },
      words: {
        thrownAway: "What was typed of the homework is thrown away.",
        refused: "The homework is not saved yet: open its session to see why.",
        held: "The task is not agreed on yet: it waits in its session.",
      },
      onclose,
    });
  }

  async #put(typed: Typed): Promise<void> {
    const draft = draftOf(this.#session, typed);
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
}
