// A goal's ratings against the client's sessions and homework, day by day: what its chart draws and its table says. Pure, so it
// is tested alone.
import type { Goal, Homework, SessionLine } from "../api";
import { daysBetween } from "../kit/dates";

/** How many tasks, and how many of them serve the goal. */
export type Tasks = { all: number; forGoal: number };
/** What fell on a day. */
export type GoalDay = { day: string; ratings: number[]; sessions: number[]; agreed: Tasks; done: Tasks };

type Rated = Pick<Goal, "setOn" | "endedOn" | "ratings" | "homework">;
type Held = Pick<SessionLine, "number" | "day">;
type Task = Pick<Homework, "id" | "assignedOn" | "doneOn" | "state">;

const none = (): Tasks => ({ all: 0, forGoal: 0 });
const earliest = (days: string[]): string => days.reduce((one, day) => (day < one ? day : one));
const latest = (days: string[]): string => days.reduce((one, day) => (day > one ? day : one));

/** The days from the one on which the goal was set until it ended, as far as anything fell on them; none before the first
 *  rating was given. */
export function goalDays({ setOn, endedOn, ratings, homework }: Rated, sessions: Held[], tasks: Task[]): GoalDay[] {
  if (ratings.length === 0) return [];
  const rated = ratings.map(({ day }) => day);
  const first = earliest([setOn, ...rated]);
  const last = endedOn === null ? null : latest([endedOn, ...rated]);
  const days = new Map<string, GoalDay>();
  const on = (day: string): GoalDay => {
    const known = days.get(day) ?? { day, ratings: [], sessions: [], agreed: none(), done: none() };
    days.set(day, known);
    return known;
  };
  const count = (which: Tasks, id: number) => {
    which.all += 1;
    if (homework.includes(id)) which.forGoal += 1;
  };
  for (const { day, rating } of ratings) on(day).ratings.push(rating);
  for (const { day, number } of sessions) on(day).sessions.push(number);
  for (const { id, assignedOn, doneOn, state } of tasks) {
    count(on(assignedOn).agreed, id);
    if (doneOn !== null && state === "done") count(on(doneOn).done, id);
  }
  return [...days.values()]
    .filter(({ day }) => day >= first && (last === null || day <= last))
    .sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** Where each day stands between the first and the last, 0 to 1. One day alone stands in the middle. */
export function places(days: Pick<GoalDay, "day">[]): number[] {
  const [first, last] = [days[0]?.day ?? "", days.at(-1)?.day ?? ""];
  const length = days.length > 1 ? daysBetween(first, last) : 0;
  return days.map(({ day }) => (length > 0 ? daysBetween(first, day) / length : 0.5));
}

/** "2, 1 of them for this goal", as the table says it. */
export function tasksWords({ all, forGoal }: Tasks): string {
  if (all === 0) return "–";
  if (forGoal === 0 || forGoal === all) return forGoal === 0 ? `${all}` : `${all} for this goal`;
  return `${all}, ${forGoal} for this goal`;
}
