// A task that is being agreed on or changed.
import { commands, type Homework } from "../api";
import { app } from "../app.svelte";
import { toasts } from "../kit/toasts.svelte";
import { clock, rightNow } from "../kit/dates";
import { FormWords } from "./formwords.svelte";
import { BLANK, draftOf, makeshift, same, typedOf, unasked, wrongWith, type Typed } from "./typed";

export class Agreeing {
  readonly words: FormWords<Typed>;
  wrong = $derived.by(() => (this.words.asked ? wrongWith(this.words.typed) : {}));
  readonly #session: number;
  readonly #before: Homework | null;

  constructor(session: number, client: number, before: Homework | null, onclose: () => void) {
    this.#session = session;
    this.#before = before;
    this.words = new FormWords<Typed>({
      place: ["agreeing", session, before?.id ?? null],
      before: before ? typedOf(before) : { ...BLANK },
      same,
      wrong: (typed) => Object.keys(wrongWith(typed)).length > 0,
      makeshift: (typed) => makeshift(typed, clock(rightNow())),
      put: (typed) => this.#put(typed),
      partner: { client, unasked },
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
