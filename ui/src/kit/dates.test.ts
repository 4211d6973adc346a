import { expect, test } from "vitest";
import { daysAfter, humanDay, humanDayFirst, plainDay, plural } from "./dates";

const NOW = "2026-11-14";

test.each([
  ["2026-11-14", "today"],
  ["2026-11-13", "yesterday"],
  ["2026-11-15", "tomorrow"],
  ["2026-11-12", "Thu 12 Nov"],
  ["2025-12-31", "Wed 31 Dec 2025"],
  ["not a day", "not a day"],
])("%s is said as %s", (day, words) => {
  expect(humanDay(day, NOW)).toBe(words);
});

test("a day at the head of a line takes a capital", () => {
  expect(humanDayFirst("2026-11-14", NOW)).toBe("Today");
});

test("a day of long ago is told with its year and no weekday", () => {
  expect(plainDay("1980-04-23")).toBe("23 Apr 1980");
});

test("a week on from a day crosses months and the change of clocks", () => {
  expect(daysAfter("2026-10-22", 7)).toBe("2026-10-29");
  expect(daysAfter("2026-12-28", 7)).toBe("2027-01-04");
});

test("one is singular, none and many are plural", () => {
  expect([0, 1, 2].map((count) => plural(count, "session"))).toEqual(["0 sessions", "1 session", "2 sessions"]);
});
