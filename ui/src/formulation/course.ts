// The shapes of the picture of a course, in units that the drawing scales. Pure, so it is tested alone.
import type { CourseStep, FormulationCourse } from "../api";
import { humanDay, monthOf, today } from "../kit/dates";

/** The highest bar, and never less than one so that nothing is divided by zero. */
export const tallest = (steps: CourseStep[]): number => Math.max(1, ...steps.flatMap((step) => step.factors));

/** Where a goal was rated: which step, and how near it felt. */
export const ratingsOf = (steps: CourseStep[], goal: number): { at: number; rating: number }[] =>
  steps.flatMap((step, at) => {
    const rated = step.ratings.find((one) => one.goal === goal);
    return rated ? [{ at, rating: rated.rating }] : [];
  });

/** What stands under a step: the session's number; of months the year, where it begins. */
export function under(course: Pick<FormulationCourse, "byMonth" | "steps">, at: number): string {
  const { byMonth, steps } = course;
  const step = steps[at];
  if (!step) return "";
  if (!byMonth) return `${step.number ?? ""}`;
  const year = step.day.slice(0, 4);
  return steps[at - 1]?.day.startsWith(year) ? "" : year;
}

/** What the table calls a step. */
export function stepName({ number, day }: Pick<CourseStep, "number" | "day">, now: string = today()): string {
  return number === null ? monthOf(day) : `Session ${number}, ${humanDay(day, now)}`;
}

/** In how many sessions a factor came up, or how often over months: said of the picture in words. */
export const sumOf = (steps: CourseStep[], factor: number): number =>
  steps.reduce((sum, step) => sum + (step.factors[factor] ?? 0), 0);
