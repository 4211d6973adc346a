// A look at a task that is being written down. It is kept with one press, and on leaving as well, so that nothing typed is lost.
import { tick } from "svelte";
import {
  commands,
  problemOf,
  type Homework,
  type NextStep,
  type Obstacle,
  type Outcome,
  type Problem,
  type Quality,
  type Review,
  type ReviewDraft,
} from "../api";
import { app } from "../app.svelte";
import { Asking, asksFirst } from "../handout/asking.svelte";
import { router } from "../route.svelte";
import { toasts } from "../kit/toasts.svelte";
import { clock, rightNow } from "../kit/dates";
import { putBack } from "../trash/removing";
import { anewOf, draftOf, makeshift, same, typedOf, unasked, whole, wrongWith, type Typed } from "./typed";
import { keepUnsavedHomework, takeUnsavedHomework } from "./unsaved";
import { NONE, type None } from "./words";

type Seen = {
  outcome: Outcome;
  next: NextStep;
  client: Quality;
  clinician: Quality;
  hard: number | null;
  ticks: string;
  learned: string;
  obstacle: Obstacle | None;
  obstacleWords: string;
  follower: Typed;
};

/** What most often comes after an outcome; she chooses otherwise where it does not. */
const usual = (outcome: Outcome): NextStep => (outcome === "done" ? "done" : "carryOn");

const blank = (outcome: Outcome, follower: Typed): Seen => ({
  outcome,
  next: usual(outcome),
  client: { much: null, well: null },
  clinician: { much: null, well: null },
  hard: null,
  ticks: "",
  learned: "",
  obstacle: NONE,
  obstacleWords: "",
  follower,
});

const seenOf = (review: Review, follower: Typed): Seen => ({
  outcome: review.outcome,
  next: review.next,
  client: { ...review.client },
  clinician: { ...review.clinician },
  hard: review.hard,
  ticks: review.ticks === null ? "" : `${review.ticks}`,
  learned: review.learned,
  obstacle: review.obstacle ?? NONE,
  obstacleWords: review.obstacleWords,
  follower,
});

/** A look that only says that a task was not discussed. */
export const notDiscussed = (session: number): ReviewDraft => ({
  session,
  outcome: "notDiscussed",
  next: "carryOn",
  client: { much: null, well: null },
  clinician: { much: null, well: null },
  hard: null,
  ticks: null,
  learned: "",
  obstacle: null,
  obstacleWords: "",
  follower: null,
});

function noTicks(typed: string): boolean {
  const ticks = whole(typed);
  return ticks !== null && !(ticks <= 500);
}

type Begun = {
  session: number;
  task: Homework;
  /** With what it begins, where nothing was noted in this session yet. */
  outcome: Outcome;
  review: Review | null;
  /** What came in its place, where that was noted already. */
  follower: Homework | null;
  onsaved: () => void;
};

export class Looking {
  seen = $state<Seen>({} as Seen);
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** Whether it is being asked if the partner's safety was considered. */
  readonly asking = new Asking();
  #asked = $state(false);
  replaced = $derived(this.seen.next === "smaller" || this.seen.next === "change");
  wrongFollower = $derived(this.#asked && this.replaced ? wrongWith(this.seen.follower) : {});
  wrongTicks = $derived(this.#asked && noTicks(this.seen.ticks) ? "Write how many, from 0 to 500." : null);
  #begun: Begun;
  #start: string;
  /** The same before anything was typed. */
  #blank: string;
  #over = false;
  #gone = false;
  #kept = false;
  #held = false;
  #saving: Promise<boolean> | null = null;

  constructor(begun: Begun) {
    this.#begun = begun;
    const { session, task, outcome, review, follower } = begun;
    const instead = follower ? typedOf(follower) : anewOf(task);
    const start = review ? seenOf(review, instead) : blank(outcome, instead);
    // The outcome that was pressed is said, though nothing else is yet.
    this.#blank = JSON.stringify(start);
    this.#start = review ? this.#blank : "";
    this.seen = (takeUnsavedHomework("looking", session, task.id) as Seen | null) ?? start;
  }

  /** What comes next follows the outcome until it is chosen. */
  choose(outcome: Outcome): void {
    const untouched = this.seen.next === usual(this.seen.outcome);
    this.seen.outcome = outcome;
    if (untouched || outcome === "notDiscussed") this.seen.next = usual(outcome);
  }

  attach(): () => void {
    const release = router.beforeLeaving(this.#leave);
    return () => {
      release();
      this.#gone = true;
      if (this.#over || !this.#changed) return;
      // Another form takes the place of this one: that is leaving too.
      if (this.#kept) this.#keep();
      else void this.#leave(false);
    };
  }

  save(): Promise<boolean> {
    // Leaving while a save is under way waits for that one.
    this.#saving ??= this.#save().finally(() => (this.#saving = null));
    return this.#saving;
  }

  async #save(): Promise<boolean> {
    this.#asked = true;
    await tick();
    if (this.#wrong()) return false;
    this.busy = true;
    try {
      const reviewed = await commands.reviewHomework(this.#begun.task.id, this.#draft());
      this.#done();
      app.changed();
      const { follower } = this.#begun;
      if (follower && !reviewed.follower)
        toasts.say("What came in its place is in the trash.", () => putBack({ kind: "homework", id: follower.id }));
      if (!this.#gone) this.#begun.onsaved();
      return true;
    } catch (thrown) {
      if (asksFirst(thrown)) this.asking.ask(this.#begun.task.client, () => this.save());
      else this.problem = problemOf(thrown);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** It was thought better of; what was typed can be had again, where `reopen` shows its form. */
  cancel(reopen: () => void): void {
    const { session, task } = this.#begun;
    const seen = $state.snapshot(this.seen);
    const thrownAway = !this.#over && JSON.stringify(seen) !== this.#blank;
    this.#done();
    if (!thrownAway) return;
    toasts.say("What was noted of the task is thrown away.", () => {
      keepUnsavedHomework("looking", session, task.id, seen);
      reopen();
      return Promise.resolve();
    });
  }

  /** It waits in memory while something else is looked after. */
  hold(): void {
    this.#held = true;
  }

  /** Nothing of it waits any more. */
  #done(): void {
    this.#over = true;
    takeUnsavedHomework("looking", this.#begun.session, this.#begun.task.id);
  }

  get #changed(): boolean {
    return JSON.stringify($state.snapshot(this.seen)) !== this.#start;
  }

  /** Asked of what is typed and not of what is shown, because the form may be gone already. */
  #wrong(): boolean {
    const { outcome, next, ticks, follower } = $state.snapshot(this.seen);
    if (outcome === "notDiscussed") return false;
    const replaced = next === "smaller" || next === "change";
    return noTicks(ticks) || (replaced && Object.keys(wrongWith(follower)).length > 0);
  }

  /** In the last moment, in which nobody can be asked, what cannot be kept in its place stands in words. */
  #makeshift(): void {
    const { ticks, learned, follower } = $state.snapshot(this.seen);
    if (noTicks(ticks)) {
      this.seen.ticks = "";
      this.seen.learned = [learned, `Ticks: ${ticks}`].filter(Boolean).join("; ");
    }
    this.seen.follower = makeshift(follower, clock(rightNow()));
  }

  /** Likewise where it cannot be asked any more whether a partner is safe: what comes next is not agreed on. */
  #unasked(): void {
    const { next, learned, follower } = $state.snapshot(this.seen);
    if (next === "repeat") {
      this.seen.next = "carryOn";
      this.seen.learned = [learned, "To agree on: the same once more"].filter(Boolean).join("; ");
    }
    this.seen.follower = unasked(follower);
  }

  #draft(): ReviewDraft {
    const { session, follower: there } = this.#begun;
    const { follower, obstacle, ticks, learned, obstacleWords, ...rest } = $state.snapshot(this.seen);
    if (rest.outcome === "notDiscussed") return notDiscussed(session);
    const replaced = rest.next === "smaller" || rest.next === "change";
    // What was agreed on already is left alone, unless it is put in other words here.
    const stays = there !== null && same(follower, typedOf(there));
    return {
      ...rest,
      session,
      ticks: whole(ticks),
      learned: learned.toWellFormed().trim(),
      obstacle: obstacle === NONE ? null : obstacle,
      obstacleWords: obstacleWords.toWellFormed().trim(),
      follower: replaced && !stays ? draftOf(session, follower) : null,
    };
  }

  #leave = async (last: boolean): Promise<void> => {
    if (this.#over || !this.#changed) return;
    if (!(this.#held && !last) && (await this.save())) return;
    if (last) {
      this.#makeshift();
      if (await this.save()) return;
      // Nobody can be asked in the last moment.
      if (this.asking.client !== null) this.#unasked();
      if (await this.save()) return;
    }
    this.#keep();
    toasts.say("What became of a task is not saved yet: open its session to see why.");
  };

  #keep(): void {
    this.#kept = true;
    keepUnsavedHomework("looking", this.#begun.session, this.#begun.task.id, $state.snapshot(this.seen));
  }
}
