// A day as people type it. Pure; the words of the app are British English, the order of day and month is the system's.
import { dayOf, daysAfter } from "./dates";
import { folded } from "./folded";

type Part = "day" | "month" | "year";
export type Order = readonly Part[];

/** How a day is read. */
export type Reading = {
  /** Today: 2026-11-14. */
  now: string;
  order: Order;
  /** A day without its year, a year of two digits or a weekday is meant to lie behind us. */
  past?: boolean;
};

/** What is said of words that are no day. */
export const NO_DAY = "This is not understood as a day: write it like 23 Apr 1980, or in digits.";

const parts = new Intl.DateTimeFormat(undefined, { year: "numeric", month: "numeric", day: "numeric" }).formatToParts();

/** The order in which this system writes a day. */
export const ORDER: Order = orderOf(parts.map((part) => part.type));
/** What it writes between the parts. */
const BETWEEN = /[./-]/u.exec(parts.find((part) => part.type === "literal")?.value ?? "/")?.[0] ?? "/";

export function orderOf(types: readonly string[]): Order {
  const known = types.filter((type): type is Part => type === "day" || type === "month" || type === "year");
  return known.length === 3 ? known : ["day", "month", "year"];
}

/** Whether this is a day as the records write it. */
export const isDay = (day: string): boolean => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day) ?? [];
  return dayFrom(Number(year), Number(month), Number(date)) !== null;
};

/** A day in digits, in the system's order; what is none stays as it is. */
export function inDigits(day: string, order: Order = ORDER, between = BETWEEN): string {
  const [year = "", month = "", date = ""] = isDay(day) ? day.split("-") : [];
  return year === "" ? day : order.map((part) => ({ year, month, day: date })[part]).join(between);
}

/** The same as a pattern, to show how it is typed. */
export const pattern = (order: Order = ORDER, between = BETWEEN): string =>
  order.map((part) => ({ year: "yyyy", month: "mm", day: "dd" })[part]).join(between);

/** The day that was typed, as the records write it; empty where nothing was, and null where it is not understood. */
export function readDay(words: string, how: Reading): string | null {
  const said = folded(words).trim();
  if (said === "") return "";
  return bySpan(said, how) ?? byName(said, how) ?? inParts(said, how) ?? inOnePiece(said, how);
}

function dayFrom(year: number, month: number, date: number): string | null {
  if (!(year >= 1000 && year <= 9999)) return null;
  const made = new Date(year, month - 1, date, 12);
  return made.getMonth() === month - 1 && made.getDate() === date ? dayOf(made) : null;
}

/** "today", "yesterday", "+7", "mon". */
function bySpan(said: string, { now, past = false }: Reading): string | null {
  const known: Partial<Record<string, number>> = { today: 0, now: 0, yesterday: -1, tomorrow: 1 };
  const away = known[said] ?? (/^[+-]\d{1,4}$/u.test(said) ? Number(said) : null);
  if (away !== null) return daysAfter(now, away);
  const weekday = WEEKDAYS.findIndex((names) => isName(said, names));
  if (weekday < 0) return null;
  const ahead = (weekday - new Date(`${now}T12:00:00`).getDay() + 7) % 7;
  return daysAfter(now, past && ahead > 0 ? ahead - 7 : ahead);
}

/** "5 mar 1980", "March 5", "Wed, 5th of March". */
function byName(said: string, how: Reading): string | null {
  const pieces = said.split(/[\s.,/-]+/u).filter((one) => one !== "" && one !== "of");
  const words = pieces.filter((one) => !/^\d/u.test(one) && !WEEKDAYS.some((names) => isName(one, names)));
  const numbers = pieces.map((one) => /^(\d+)(st|nd|rd|th)?$/u.exec(one)?.[1]).filter((one) => one !== undefined);
  const month = MONTHS.findIndex((names) => isName(words[0] ?? "", names)) + 1;
  if (month === 0 || words.length > 1 || numbers.length < 1 || numbers.length > 2) return null;
  // The year is the one with four digits, or what comes last.
  const yearFirst = numbers[0]?.length === 4;
  const date = numbers[yearFirst ? 1 : 0];
  const year = numbers[yearFirst ? 0 : 1];
  return date === undefined ? null : withYear(year ?? null, month, Number(date), how);
}

/** "5.3.1980", "5/3/80", "1980-03-05", "5.3." */
function inParts(said: string, how: Reading): string | null {
  const numbers = said.replace(/[\s./-]+$/u, "").split(/\s*[./-]\s*|\s+/u);
  if (numbers.length < 2 || numbers.length > 3 || numbers.some((one) => !/^\d{1,4}$/u.test(one))) return null;
  return inOrder(numbers, how);
}

/** "050380", "05031980", "0503". */
function inOnePiece(said: string, how: Reading): string | null {
  const lengths: Partial<Record<number, number>> = { 4: 0, 6: 2, 8: 4 };
  const year = lengths[said.length];
  if (!/^\d+$/u.test(said) || year === undefined) return null;
  const cut = (order: Order): string[] => {
    let at = 0;
    const given = order.filter((part) => part !== "year" || year > 0);
    return given.map((part) => said.slice(at, (at += part === "year" ? year : 2)));
  };
  const read = inOrder(cut(how.order), how);
  const likely = read !== null && read >= "1900-01-01" && read < "2100-01-01";
  return likely || said.length < 8 ? read : inOrder(cut(BY_SIZE), { ...how, order: BY_SIZE });
}

const BY_SIZE: Order = ["year", "month", "day"];

/** Numbers in the system's order. A year of four digits that comes first is a year wherever the system puts it. */
function inOrder(numbers: readonly string[], how: Reading): string | null {
  const given = numbers.length === 3 && numbers[0]?.length === 4 ? BY_SIZE : how.order;
  const order = numbers.length === 2 ? given.filter((part) => part !== "year") : given;
  const said = (part: Part) => numbers[order.indexOf(part)] ?? null;
  return withYear(said("year"), Number(said("month")), Number(said("day")), how);
}

function withYear(year: string | null, month: number, date: number, how: Reading): string | null {
  const now = Number(how.now.slice(0, 4));
  if (year !== null && year.length !== 2 && year.length !== 4) return null;
  if (year?.length === 4) return dayFrom(Number(year), month, date);
  const years =
    year === null ? [now - 1, now, now + 1] : [-100, 0, 100].map((far) => century(now) + far + Number(year));
  const days = years.map((one) => dayFrom(one, month, date)).filter((one) => one !== null);
  const allowed = how.past ? days.filter((day) => day <= how.now) : days;
  // The nearest to today; of a year in two digits one that is far ahead is less likely than one as far behind.
  const away = (day: string) =>
    Math.abs(Date.parse(day) - Date.parse(how.now)) * (year !== null && day > how.now ? 3 : 1);
  return allowed.toSorted((one, other) => away(one) - away(other))[0] ?? null;
}

const century = (year: number): number => year - (year % 100);

/** The names of months and weekdays, in English and in the system's language. */
function namesOf(count: number, made: (at: number) => Date, style: Intl.DateTimeFormatOptions): string[][] {
  const formats = ["en-GB", undefined].map((language) => new Intl.DateTimeFormat(language, style));
  return Array.from({ length: count }, (_, at) => formats.map((format) => folded(format.format(made(at)))));
}
const MONTHS = namesOf(12, (at) => new Date(2023, at, 5, 12), { month: "long" });
// The first of January 2023 was a Sunday.
const WEEKDAYS = namesOf(7, (at) => new Date(2023, 0, 1 + at, 12), { weekday: "long" });

/** A name may be cut after three letters. */
const isName = (said: string, names: readonly string[]): boolean =>
  said.length >= 3 && names.some((name) => name.startsWith(said));
