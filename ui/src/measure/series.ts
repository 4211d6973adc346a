// Measures as lines over time, with sessions, homework and tags underneath: what the charts draw and their tables say. Pure, so
// it is tested alone.
import type { Factor, Homework, Measure, MeasureForm, SessionLine } from "../api";
import { FACTORS, factorShort } from "../api/model";
import { formOf, nameOf } from "./words";

/** One line of a chart. */
export type Line = { label: string; factor: Factor | null; value: (measure: Measure) => number | null };

/** All measures of one name, the latest first. */
export type Series = {
  key: string;
  name: string;
  form: MeasureForm | null;
  measures: [Measure, ...Measure[]];
  lines: Line[];
  /** The lowest and the highest number there can be. */
  low: number;
  high: number;
};

/** What fell on a day. */
export type MeasureDay = {
  day: string;
  measures: Measure[];
  sessions: number[];
  /** How many tasks were done. */
  done: number;
  /** How often each factor was tagged. */
  tags: Record<Factor, number>;
};

type Held = Pick<SessionLine, "number" | "day" | "tags">;
type Task = Pick<Homework, "doneOn" | "state">;

/** What tells measures of one name from those of another. */
export function seriesKey({ said }: Pick<Measure, "said">): string {
  return said.kind === "questionnaire" ? `questionnaire ${said.form}` : `${said.kind} ${said.name}`;
}

function score({ said, result }: Measure): number | null {
  if (said.kind === "questionnaire") return result?.total ?? null;
  return said.kind === "scale" ? said.mark : said.score;
}

function linesOf(form: MeasureForm | null): Line[] {
  const byFactor = form?.items.some((item) => item.factor !== null) ?? false;
  if (!byFactor) return [{ label: "Score", factor: null, value: score }];
  const of = (factor: Factor) => (measure: Measure) =>
    measure.result?.factors.find((one) => one.factor === factor)?.sum ?? null;
  return FACTORS.map((factor) => ({ label: factorShort(factor), factor, value: of(factor) }));
}

function rangeOf(form: MeasureForm | null, measures: readonly Measure[]): [low: number, high: number] {
  if (form) {
    const counted = form.items.filter((item) => item.factor === (form.items[0]?.factor ?? null)).length;
    return [0, counted * (form.answers.length - 1)];
  }
  const others = measures.flatMap(({ said }) => (said.kind === "other" ? [said] : []));
  if (others.length === 0) return [0, 10];
  const scores = others.map((one) => one.score);
  const named = (of: (one: (typeof others)[number]) => number | null) => others.map(of).filter((one) => one !== null);
  const low = Math.min(...scores, ...named((one) => one.from));
  const high = Math.max(...scores, ...named((one) => one.to));
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** Measures by their names: those filled in last stand first. They come with the latest first. */
export function seriesOf(measures: readonly Measure[]): Series[] {
  const found = new Map<string, [Measure, ...Measure[]]>();
  for (const one of measures) {
    const known = found.get(seriesKey(one));
    if (known) known.push(one);
    else found.set(seriesKey(one), [one]);
  }
  return [...found].map(([key, own]) => {
    const { said } = own[0];
    const form = said.kind === "questionnaire" ? formOf(said.form) : null;
    const [low, high] = rangeOf(form, own);
    return { key, name: nameOf(said), form, measures: own, lines: linesOf(form), low, high };
  });
}

/** The days from the first measure to the last, as far as anything fell on them. */
export function measureDays(
  { measures }: Pick<Series, "measures">,
  sessions: readonly Held[],
  tasks: readonly Task[],
): MeasureDay[] {
  const days = new Map<string, MeasureDay>();
  const on = (day: string): MeasureDay => {
    const known = days.get(day) ?? { day, measures: [], sessions: [], done: 0, tags: { B: 0, E: 0, S: 0 } };
    days.set(day, known);
    return known;
  };
  for (const one of measures) on(one.day).measures.unshift(one);
  const known = [...days.keys()].sort();
  const [first, last] = [known[0] ?? "", known.at(-1) ?? ""];
  const within = (day: string) => day >= first && day <= last;
  for (const { day, number, tags } of sessions.filter((one) => within(one.day))) {
    on(day).sessions.push(number);
    for (const { factor, count } of tags) on(day).tags[factor] += count;
  }
  for (const { doneOn, state } of tasks)
    if (doneOn !== null && state === "done" && within(doneOn)) on(doneOn).done += 1;
  return [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** Where the bands of a form begin, but for the lowest. */
export const edges = (form: MeasureForm | null): { at: number; name: string }[] =>
  (form?.bands ?? []).slice(1).map(({ from, name }) => ({ at: from, name }));
