// Dates and times as people say them. The words of the app are British English, the clock follows the computer.
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "short" });
const LONG_WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long" });
const LONG_MONTH = new Intl.DateTimeFormat("en-GB", { month: "long" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short" });
const TWELVE = new Intl.DateTimeFormat(undefined, { hour: "numeric" }).resolvedOptions().hour12 ?? false;
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: TWELVE ? "numeric" : "2-digit",
  minute: "2-digit",
  hour12: TWELVE,
});
const DAY_MS = 86_400_000;

/** A calendar day as the records write it: 2026-11-14. */
export function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export const rightNow = (): string => new Date().toISOString();

export const today = (): string => dayOf(new Date());

/** The day so many days after another; counted at noon, so that a change of clocks loses none. */
export function daysAfter(day: string, days: number): string {
  return dayOf(new Date(noon(day).getTime() + days * DAY_MS));
}

function noon(day: string): Date {
  return new Date(`${day.slice(0, 10)}T12:00:00`);
}

/** "today", "yesterday", "tomorrow", "Thu 14 Nov", and with the year when it is another. */
export function humanDay(day: string, now: string = today()): string {
  const date = noon(day.length > 10 ? dayOf(new Date(day)) : day);
  if (Number.isNaN(date.getTime())) return day;
  const away = Math.round((date.getTime() - noon(now).getTime()) / DAY_MS);
  if (away === 0) return "today";
  if (away === -1) return "yesterday";
  if (away === 1) return "tomorrow";
  const plain = `${WEEKDAY.format(date)} ${date.getDate()} ${MONTH.format(date)}`;
  return date.getFullYear() === noon(now).getFullYear() ? plain : `${plain} ${date.getFullYear()}`;
}

/** The same at the head of a line. */
export function humanDayFirst(day: string, now: string = today()): string {
  const words = humanDay(day, now);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A day of long ago, such as a birth date: "23 Apr 1980". */
export function plainDay(day: string): string {
  const date = noon(day);
  return Number.isNaN(date.getTime()) ? day : `${date.getDate()} ${MONTH.format(date)} ${date.getFullYear()}`;
}

/** "Nov 2026": the month of a day. */
export function monthOf(day: string): string {
  const date = noon(day);
  return Number.isNaN(date.getTime()) ? day : `${MONTH.format(date)} ${date.getFullYear()}`;
}

/** "Thursday 19 November", and with the year when it is another: a day as a record names it. */
export function longDay(day: string, now: string = today()): string {
  const date = noon(day);
  if (Number.isNaN(date.getTime())) return day;
  const plain = `${LONG_WEEKDAY.format(date)} ${date.getDate()} ${LONG_MONTH.format(date)}`;
  return date.getFullYear() === noon(now).getFullYear() ? plain : `${plain} ${date.getFullYear()}`;
}

/** How many days one day lies after another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / DAY_MS);
}

export function clock(moment: string): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? "" : CLOCK.format(date);
}

/** A time of day as the records write it, 14:30, on this computer's kind of clock. */
export function wallClock(time: string): string {
  return clock(`2000-01-03T${time}:00`);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function bytes(count: number): string {
  if (count < 1_000_000) return `${Math.max(1, Math.round(count / 1000))} KB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}
