// A look at a task that is being written down.
import {
  commands,
  type Homework,
  type NextStep,
  type Obstacle,
  type Outcome,
  type Quality,
  type Review,
  type ReviewDraft,
} from "../api";
import { toasts } from "../kit/toasts.svelte";
import { clock, rightNow } from "../kit/dates";
import { putBack } from "../trash/removing";
import { FormWords } from "./formwords.svelte";
import { anewOf, draftOf, makeshift, same, typedOf, unasked, whole, wrongWith, type Typed } from "./typed";
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
  onclose: () => void;
};

/** Whether another task comes in the place of this one, in words of its own. */
const isReplaced = ({ next }: Pick<Seen, "next">): boolean => next === "smaller" || next === "change";

function isWrong(seen: Seen): boolean {
  if (seen.outcome === "notDiscussed") return false;
  return noTicks(seen.ticks) || (isReplaced(seen) && Object.keys(wrongWith(seen.follower)).length > 0);
}

/** In the last moment, in which nobody can be asked, what cannot be kept in its place stands in words. */
function madeFit(seen: Seen): Seen {
  const odd = noTicks(seen.ticks);
  return {
    ...seen,
    ticks: odd ? "" : seen.ticks,
    learned: odd ? [seen.learned, `Ticks: ${seen.ticks}`].filter(Boolean).join("; ") : seen.learned,
    follower: makeshift(seen.follower, clock(rightNow())),
  };
}

/** Likewise where it cannot be asked any more whether a partner is safe: what comes next is not agreed on. */
function notAgreed(seen: Seen): Seen {
  const again = seen.next === "repeat";
  return {
    ...seen,
    next: again ? "carryOn" : seen.next,
    learned: again ? [seen.learned, "To agree on: the same once more"].filter(Boolean).join("; ") : seen.learned,
    follower: unasked(seen.follower),
  };
}

export class Looking {
  readonly words: FormWords<Seen>;
  replaced = $derived.by(() => isReplaced(this.words.typed));
  wrongFollower = $derived.by(() => (this.words.asked && this.replaced ? wrongWith(this.words.typed.follower) : {}));
  wrongTicks = $derived.by(() =>
    this.words.asked && noTicks(this.words.typed.ticks) ? "Write how many, from 0 to 500." : null,
  );
  readonly #begun: Begun;

  constructor(begun: Begun) {
    this.#begun = begun;
    const { session, task, outcome, review, follower, onclose } = begun;
    const instead = follower ? typedOf(follower) : anewOf(task);
    this.words = new FormWords<Seen>({
      place: ["looking", session, task.id],
      before: review ? seenOf(review, instead) : blank(outcome, instead),
      // The outcome that was pressed is said, though nothing else is yet.
      begun: review === null,
      wrong: isWrong,
      makeshift: madeFit,
      put: (seen) => this.#put(seen),
      partner: { client: task.client, unasked: notAgreed },
      words: {
        thrownAway: "What was noted of the task is thrown away.",
        refused: "What became of a task is not saved yet: open its session to see why.",
      },
      onclose,
    });
  }

  /** What comes next follows the outcome until it is chosen. */
  choose(outcome: Outcome): void {
    const seen = this.words.typed;
    const untouched = seen.next === usual(seen.outcome);
    seen.outcome = outcome;
    if (untouched || outcome === "notDiscussed") seen.next = usual(outcome);
  }

  async #put(seen: Seen): Promise<void> {
    const { task, follower } = this.#begun;
    const reviewed = await commands.reviewHomework(task.id, this.#draft(seen));
    if (follower && !reviewed.follower)
      toasts.say("What came in its place is in the trash.", () => putBack({ kind: "homework", id: follower.id }));
  }

  #draft(seen: Seen): ReviewDraft {
    const { session, follower: there } = this.#begun;
    const { follower, obstacle, ticks, learned, obstacleWords, ...rest } = seen;
    if (rest.outcome === "notDiscussed") return notDiscussed(session);
    // What was agreed on already is left alone, unless it is put in other words here.
    const stays = there !== null && same(follower, typedOf(there));
    return {
      ...rest,
      session,
      ticks: whole(ticks),
      learned: learned.toWellFormed().trim(),
      obstacle: obstacle === NONE ? null : obstacle,
      obstacleWords: obstacleWords.toWellFormed().trim(),
      follower: isReplaced(seen) && !stays ? draftOf(session, follower) : null,
    };
  }
}
