// A task as it is being typed: texts and choices, and the way to what the records take. Pure, so it is tested alone.
import type {
  Aspect,
  Factor,
  Homework,
  HomeworkDraft,
  HomeworkTemplateCard,
  HomeworkTemplateDraft,
  Idea,
  Obstacle,
  Often,
  Per,
} from "../api";
import { NONE, type None } from "./words";
import { isDay, NO_DAY } from "../kit/day";

export type Typed = {
  task: string;
  when: string;
  place: string;
  times: string;
  per: Per;
  minutes: string;
  factor: Factor | None;
  aspect: Aspect | null;
  why: string;
  goal: string;
  due: string;
  startsOn: string;
  handout: string;
  idea: Idea | None;
  ownWords: string;
  sureness: number | null;
  obstacle: Obstacle | None;
  obstacleWords: string;
  planIf: string;
  planThen: string;
  template: string | null;
};

/** Below this a task is offered to be made smaller. */
export const SURE_ENOUGH = 7;

export const BLANK: Typed = {
  task: "",
  when: "",
  place: "",
  times: "",
  per: "week",
  minutes: "",
  factor: NONE,
  aspect: null,
  why: "",
  goal: NONE,
  due: "",
  startsOn: "",
  handout: NONE,
  idea: NONE,
  ownWords: "",
  sureness: null,
  obstacle: NONE,
  obstacleWords: "",
  planIf: "",
  planThen: "",
  template: null,
};

const digits = (value: number | null | undefined): string => (value === null || value === undefined ? "" : `${value}`);

/** A task on file, to be changed. */
export function typedOf({ task, factor, due, handout, plan }: Homework): Typed {
  return {
    task,
    when: plan.when,
    place: plan.place,
    times: digits(plan.often?.times),
    per: plan.often?.per ?? "week",
    minutes: digits(plan.minutes),
    factor: factor ?? NONE,
    aspect: plan.aspect,
    why: plan.why,
    goal: plan.goal === null ? NONE : `${plan.goal}`,
    due: due ?? "",
    startsOn: plan.startsOn ?? "",
    handout: handout ?? NONE,
    idea: plan.idea ?? NONE,
    ownWords: plan.ownWords,
    sureness: plan.sureness,
    obstacle: plan.obstacle ?? NONE,
    obstacleWords: plan.obstacleWords,
    planIf: plan.planIf,
    planThen: plan.planThen,
    template: plan.template,
  };
}

/** The same once more: without the days of the last time, and how sure the client is has to be asked again. */
export const anewOf = (task: Homework): Typed => ({ ...typedOf(task), due: "", startsOn: "", sureness: null });

function saidBy(says: HomeworkTemplateDraft, oftenWords: string): Typed {
  return {
    ...BLANK,
    task: says.what,
    why: says.why,
    // What no number can say stands with the time of day.
    when: [says.when, says.often === null ? oftenWords : ""].filter(Boolean).join(", "),
    times: digits(says.often?.times),
    per: says.often?.per ?? "week",
    minutes: digits(says.minutes),
    factor: says.factor ?? NONE,
    aspect: says.aspect,
    handout: says.handout ?? NONE,
  };
}

/** What is said takes the place of what stood there; what it says nothing of stays. */
function withSaid(typed: Typed, said: Typed): Typed {
  const told = Object.entries(said).filter(([part, value]) => value !== BLANK[part as keyof Typed]);
  const often = said.times === "" ? typed : said;
  const about = said.factor === NONE ? typed : said;
  return {
    ...typed,
    ...Object.fromEntries(told),
    // How often is a number with its time, and a side is one of its factor.
    ...{ times: often.times, per: often.per, factor: about.factor, aspect: about.aspect },
    template: said.template,
  };
}
export const fromTemplate = (typed: Typed, card: HomeworkTemplateCard): Typed =>
  withSaid(typed, { ...saidBy(card.says, card.oftenWords), template: card.key });
/** The same as a past task, with what was typed where that says nothing. */
export const fromPast = (typed: Typed, task: Homework): Typed => withSaid(typed, anewOf(task));

/** What was typed before something was picked, with all that was typed since: another thing is picked in its place. */
export function unpicked(typed: Typed, picked: Typed, before: Typed): Typed {
  const since = Object.entries(typed).filter(([part, value]) => value !== picked[part as keyof Typed]);
  return { ...before, ...Object.fromEntries(since) };
}

/** A whole number, or nothing; what is no number is NaN. */
export function whole(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^\d{1,6}$/u.test(trimmed) ? Number(trimmed) : Number.NaN;
}

export type Wrong = Partial<Record<"task" | "times" | "minutes" | "due" | "startsOn", string>>;

/** What is wrong with it, by field. The records look at the rest. */
export function wrongWith(typed: Typed): Wrong {
  const wrong: Wrong = {};
  if (typed.task.trim() === "") wrong.task = "Say what is to be done.";
  const times = whole(typed.times);
  if (times !== null && !(times >= 1)) wrong.times = "Write a whole number from 1 on, or leave it empty.";
  const minutes = whole(typed.minutes);
  if (minutes !== null && !(minutes >= 1 && minutes <= 600))
    wrong.minutes = "Write whole minutes from 1 to 600, or leave it empty.";
  if (typed.due !== "" && !isDay(typed.due)) wrong.due = NO_DAY;
  if (typed.startsOn !== "" && !isDay(typed.startsOn)) wrong.startsOn = NO_DAY;
  return wrong;
}

/** The same fit to be kept in the last moment, in which nobody can be asked: what cannot be kept in its place stands in words. */
export function makeshift(typed: Typed, time: string): Typed {
  const wrong = wrongWith(typed);
  const parts = { times: "How often", minutes: "Minutes", due: "Until", startsOn: "Begins on" } as const;
  const odd = (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => wrong[part] !== undefined);
  return {
    ...typed,
    ...Object.fromEntries(odd.map((part) => [part, ""])),
    task: wrong.task ? `No words yet (${time})` : typed.task,
    when: [typed.when, ...odd.map((part) => `${parts[part]}: ${typed[part]}`)].filter(Boolean).join("; "),
  };
}

/** The same where it cannot be asked any more whether a partner is safe: its words are kept, and nothing is agreed on. */
export const unasked = (typed: Typed): Typed => ({
  ...typed,
  task: `To agree on: ${typed.task}`,
  template: null,
  handout: NONE,
});

export function oftenOf(typed: Pick<Typed, "times" | "per">): Often | null {
  const times = whole(typed.times);
  return times === null || Number.isNaN(times) ? null : { times, per: typed.per };
}

const chosen = <Value extends string>(value: Value | None): Exclude<Value, None> | null =>
  value === NONE ? null : (value as Exclude<Value, None>);
const filled = (text: string): string | null => (text === "" ? null : text);
// Half an emoji, which no UTF-8 can hold, becomes a replacement sign.
const text = (typed: string): string => typed.toWellFormed().trim();

export function draftOf(session: number, typed: Typed): HomeworkDraft {
  const factor = chosen(typed.factor);
  return {
    session,
    task: text(typed.task),
    factor,
    due: filled(typed.due),
    handout: chosen(typed.handout),
    plan: {
      why: text(typed.why),
      goal: typed.goal === NONE ? null : Number(typed.goal),
      aspect: factor === null ? null : typed.aspect,
      when: text(typed.when),
      place: text(typed.place),
      often: oftenOf(typed),
      minutes: whole(typed.minutes),
      idea: chosen(typed.idea),
      ownWords: text(typed.ownWords),
      sureness: typed.sureness,
      obstacle: chosen(typed.obstacle),
      obstacleWords: text(typed.obstacleWords),
      planIf: text(typed.planIf),
      planThen: text(typed.planThen),
      template: typed.template,
      startsOn: filled(typed.startsOn),
    },
  };
}

export const same = (one: Typed, other: Typed): boolean =>
  JSON.stringify(draftOf(0, one)) === JSON.stringify(draftOf(0, other));

/** How a task can be made smaller without new words: half as long, or fewer times. */
export function smallerWays(typed: Typed): { label: string; typed: Typed }[] {
  const ways: { label: string; typed: Typed }[] = [];
  const minutes = whole(typed.minutes);
  const times = whole(typed.times);
  if (minutes !== null && minutes > 1) {
    const half = Math.floor(minutes / 2);
    ways.push({ label: `${half} min each time`, typed: { ...typed, minutes: `${half}` } });
  }
  if (times !== null && times > 1) {
    const half = Math.floor(times / 2);
    ways.push({ label: half === 1 ? "Only once" : `Only ${half} times`, typed: { ...typed, times: `${half}` } });
  }
  return ways;
}
