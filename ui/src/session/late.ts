// What makes a note a late entry, in words.
import type { Late } from "../api";
import { daysBetween, longDay, plural } from "../kit/dates";

/** "first written on Friday 20 November, 1 day after the session", one for each reason. */
export function lateWords(late: readonly Late[], day: string): string[] {
  return late.map(({ why, on }) => {
    const after = `${plural(daysBetween(day, on), "day")} after the session`;
    return why === "begun" ? `first written on ${longDay(on)}, ${after}` : `signed on ${longDay(on)}, ${after}`;
  });
}

/** The same as one sentence for before it is signed. */
export function wouldBeLate(late: readonly Late[], day: string): string {
  const words = lateWords(late, day).map((one) => one.replace(/^signed on .*, /u, "signed "));
  return words.length ? `This will be marked as a late entry: ${words.join("; ")}.` : "";
}
