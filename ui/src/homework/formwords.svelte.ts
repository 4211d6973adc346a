// What is typed into a form about homework or a measure: a task, a look, a goal, a rating, answers. It is kept with one press, and on leaving
// as well; what is thrown away can be had again. So nothing typed is lost, and the same way in each of these forms.
import { tick } from "svelte";
import { problemOf, type Problem } from "../api";
import { app } from "../app.svelte";
import { Asking, asksFirst } from "../handout/asking.svelte";
import { toasts } from "../kit/toasts.svelte";
import { router, type Route } from "../route.svelte";
import { keepUnsavedHomework, takeUnsavedHomework, type Place } from "./unsaved";

export type Form<Typed> = {
  /** Where its words wait when the records do not take them. */
  place: Place;
  /** The screen that opens the form for words that wait, if not the one it stands on. */
  home?: Route;
  /** What stands there before anything is typed. */
  before: Typed;
  /** Whether that is worth keeping too, because something was pressed to begin with it. */
  begun?: boolean;
  /** Whether two say the same. */
  same?: (one: Typed, other: Typed) => boolean;
  /** Whether something in it cannot be kept; asked of what is typed, because the form may be gone already. */
  wrong: (typed: Typed) => boolean;
  /** The same fit to be kept in the last moment, in which nobody can be asked. */
  makeshift: (typed: Typed) => Typed;
  /** Puts it on file. */
  put: (typed: Typed) => Promise<void>;
  /** Whose partner's safety may have to be asked about first, and the same without what asks for it, for the last moment. */
  partner?: { client: number; unasked: (typed: Typed) => Typed };
  /** What is told when it is thrown away, when it waits because it was refused, and when it waits because that was wished. */
  words: { thrownAway: string; refused: string; held?: string };
  /** It is on file, or was thought better of, and the form goes. */
  onclose: () => void;
};

/** The forms on the screen: what was thrown away comes back into its own. */
let onScreen: { place: string; giveBack: (typed: unknown) => void }[] = [];
const alike = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export class FormWords<Typed extends object> {
  typed = $state<Typed>({} as Typed);
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** Faults are told once there was a wish to save; nobody is corrected while writing. */
  asked = $state(false);
  /** Whether it is being asked if the partner's safety was considered. */
  readonly asking = new Asking();
  readonly #form: Form<Typed>;
  readonly #home: Route;
  #over = false;
  #gone = false;
  #kept = false;
  #held = false;
  #saving: Promise<boolean> | null = null;

  constructor(form: Form<Typed>) {
    this.#form = form;
    this.#home = form.home ?? router.route;
    this.typed = (takeUnsavedHomework(form.place) as Typed | null) ?? structuredClone(form.before);
  }

  get #touched(): boolean {
    return !(this.#form.same ?? alike)(this.#now, this.#form.before);
  }

  get #changed(): boolean {
    return !this.#over && (this.#form.begun === true || this.#touched);
  }

  get #now(): Typed {
    const now: unknown = $state.snapshot(this.typed);
    return now as Typed;
  }

  /** Keeps what is typed whenever the form is about to go; answers how to let go. */
  attach(): () => void {
    const release = router.beforeLeaving(this.#leave);
    const here = { place: this.#form.place.join(" "), giveBack: (typed: unknown) => this.#giveBack(typed as Typed) };
    onScreen.push(here);
    return () => {
      release();
      onScreen = onScreen.filter((one) => one !== here);
      this.#gone = true;
      if (!this.#changed) return;
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
    this.asked = true;
    await tick();
    if (this.#form.wrong(this.#now)) return false;
    this.busy = true;
    this.problem = null;
    try {
      await this.#form.put(this.#now);
      this.#done();
      app.changed();
      if (!this.#gone) this.#form.onclose();
      return true;
    } catch (thrown) {
      const { partner } = this.#form;
      if (partner && asksFirst(thrown)) this.asking.ask(partner.client, () => this.save());
      else this.problem = problemOf(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** It was thought better of; what was typed can be had again: its form then opens once more. */
  cancel = (): void => {
    const [thrownAway, typed] = [!this.#over && this.#touched, this.#now];
    this.#done();
    if (thrownAway) this.#sayThrownAway(typed);
    this.#form.onclose();
  };

  /** Escape anywhere in the form; one that only ends a composition of letters is none. */
  keys = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.cancel();
  };

  /** It waits in memory while something else is looked after. */
  hold(): void {
    this.#held = true;
  }

  #sayThrownAway(typed: Typed): void {
    const { place, words } = this.#form;
    toasts.say(words.thrownAway, async () => {
      const here = onScreen.find((one) => one.place === place.join(" "));
      if (here) {
        here.giveBack(typed);
        return;
      }
      keepUnsavedHomework(place, typed);
      if (!isOn(this.#home)) await router.go(this.#home);
    });
  }

  /** Words from before come back into this form; what was typed in it since is thrown away in their stead. */
  #giveBack(typed: Typed): void {
    if (this.#touched) this.#sayThrownAway(this.#now);
    this.typed = typed;
  }

  /** Nothing of it waits any more. */
  #done(): void {
    this.#over = true;
    onScreen = onScreen.filter((one) => one.place !== this.#form.place.join(" "));
    takeUnsavedHomework(this.#form.place);
  }

  #leave = async (last: boolean): Promise<void> => {
    if (!this.#changed) return;
    const waits = this.#held && !last;
    if (!waits && (await this.save())) return;
    if (last && (await this.#saveAtLast())) return;
    this.#keep();
    const { refused, held } = this.#form.words;
    toasts.say(this.#held ? (held ?? refused) : refused);
  };

  async #saveAtLast(): Promise<boolean> {
    this.typed = this.#form.makeshift(this.#now);
    if (await this.save()) return true;
    const { partner } = this.#form;
    if (!partner || this.asking.client === null) return false;
    this.typed = partner.unasked(this.#now);
    return this.save();
  }

  #keep(): void {
    this.#kept = true;
    keepUnsavedHomework(this.#form.place, this.#now);
  }
}

const isOn = (home: Route): boolean => {
  const id = (route: Route) => ("id" in route ? route.id : null);
  return router.route.name === home.name && id(router.route) === id(home);
};
