// A course as a story: what belongs to which session, and to which year.
import type { SessionLine } from "../api";
import { tookPlace } from "../session/details";

/** Things by the session that they belong to, in the order they come in. */
export function bySession<T extends { session: number | null }>(all: readonly T[]): Map<number, T[]> {
  const found = new Map<number, T[]>();
  for (const one of all) {
    if (one.session === null) continue;
    const known = found.get(one.session);
    if (known) known.push(one);
    else found.set(one.session, [one]);
  }
  return found;
}

export type CourseYear = { year: string; lines: SessionLine[] };

/** The sessions under their years, in the order they come in. */
export function byYear(sessions: readonly SessionLine[]): CourseYear[] {
  const found: CourseYear[] = [];
  for (const line of sessions) {
    const year = line.day.slice(0, 4);
    const last = found.at(-1);
    if (last?.year === year) last.lines.push(line);
    else found.push({ year, lines: [line] });
  }
  return found;
}

/** The session of a day that is still being written; there may be others for days to come, which stand before it. */
export const begunOn = (sessions: readonly SessionLine[], day: string): SessionLine | undefined =>
  sessions.find((one) => one.day === day && !one.signed && tookPlace(one));
