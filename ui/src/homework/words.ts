// The words of homework: neutral throughout, whatever became of a task.
import type {
  Factor,
  Homework,
  Idea,
  NextStep,
  Obstacle,
  Often,
  Outcome,
  Per,
  Quality,
  Review,
  TaskPlan,
} from "../api";
import { FACTORS, factorShort } from "../api/model";
import { humanDay, plural, today } from "../kit/dates";

/** What stands for a choice that nobody has made. */
export const NONE = "none";
export type None = typeof NONE;

type Choice<Value extends string> = readonly { value: Value; label: string }[];

export const OUTCOMES: Choice<Outcome> = [
  { value: "done", label: "Done" },
  { value: "partly", label: "Partly" },
  { value: "notDone", label: "Not this time" },
  { value: "notDiscussed", label: "Not discussed" },
];
export const NEXT_STEPS: Choice<NextStep> = [
  { value: "carryOn", label: "Carry on" },
  { value: "repeat", label: "Repeat" },
  { value: "smaller", label: "Smaller" },
  { value: "change", label: "Change" },
  { value: "drop", label: "Let go" },
  { value: "done", label: "Finished" },
];
export const OBSTACLES: Choice<Obstacle | None> = [
  { value: NONE, label: "Nothing said" },
  { value: "busyHome", label: "A busy home" },
  { value: "avoidance", label: "Putting it off: it is hard to feel" },
  { value: "boredom", label: "It is dull" },
  { value: "forgetting", label: "It slips the mind" },
  { value: "notKnowingWhen", label: "Not clear when" },
  { value: "notKnowingWhere", label: "Not clear where" },
  { value: "notKnowingHow", label: "Not clear how" },
  { value: "notKnowingWhy", label: "Not clear what for" },
  { value: "other", label: "Something else" },
];
export const IDEAS: Choice<Idea | None> = [
  { value: NONE, label: "Not said" },
  { value: "client", label: "Client" },
  { value: "both", label: "Both" },
  { value: "clinician", label: "Clinician" },
];
export const PERS: Choice<Per> = [
  { value: "day", label: "a day" },
  { value: "week", label: "a week" },
  { value: "untilDue", label: "in all" },
];
/** The factors as a choice, with one for none of them. */
export const REASONS = [
  { value: NONE, label: "None" } as const,
  ...FACTORS.map((factor) => ({ value: factor, label: `${factor} ${factorShort(factor)}`, factor })),
] as readonly { value: Factor | None; label: string; factor?: string }[];

const labelIn = <Value extends string>(choices: Choice<Value>, value: Value): string =>
  choices.find((one) => one.value === value)?.label ?? value;
export const outcomeName = (outcome: Outcome): string => labelIn(OUTCOMES, outcome);
export const obstacleName = (obstacle: Obstacle): string => labelIn(OBSTACLES, obstacle);
export const nextName = (next: NextStep): string => labelIn(NEXT_STEPS, next);

/** "3 times a week". */
export function oftenWords(often: Often): string {
  const times = often.times === 1 ? "once" : often.times === 2 ? "twice" : `${often.times} times`;
  return `${times} ${labelIn(PERS, often.per)}`;
}

/** When, where, how often and how long, as far as it is agreed. */
export function howWords({ when, place, often, minutes }: TaskPlan): string {
  const parts = [when, place, often && oftenWords(often), minutes === null ? "" : `${minutes} min`];
  return parts.filter(Boolean).join(" · ");
}

/** Until when, or when it was closed. */
export function untilWords(one: Homework, now: string = today()): string {
  if (one.doneOn !== null) return `${closedWord(one)} ${humanDay(one.doneOn, now)}`;
  if (one.due === null) return "Until the next session";
  return one.due < now ? `Was due ${humanDay(one.due, now)}` : `Due ${humanDay(one.due, now)}`;
}

function closedWord({ state }: Homework): string {
  if (state === "dropped") return "Let go";
  return state === "followed" ? "Followed by another" : "Done";
}

/** What a task does not say yet of what makes it specific. */
export function openParts(said: { task: string; when: string; often: boolean }): string[] {
  return [
    said.task.trim() === "" ? "what" : "",
    said.when.trim() === "" ? "when" : "",
    said.often ? "" : "how often",
  ].filter(Boolean);
}

function qualityWords(who: string, { much, well }: Quality): string {
  const parts = [much === null ? "" : `how much ${much} of 4`, well === null ? "" : `how well ${well} of 4`];
  const said = parts.filter(Boolean).join(", ");
  return said && `${who}: ${said}`;
}

/** A look in a few words, without its outcome. */
export function lookWords(review: Review): string[] {
  return [
    qualityWords("Client", review.client),
    qualityWords("Clinician", review.clinician),
    review.hard === null ? "" : `How hard: ${review.hard} of 10`,
    review.ticks === null ? "" : plural(review.ticks, "tick"),
    review.obstacle === null ? "" : `In the way: ${obstacleName(review.obstacle)}`,
    review.obstacleWords,
    review.learned && `Learned: ${review.learned}`,
  ].filter(Boolean);
}
