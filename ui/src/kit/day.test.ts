import { expect, test } from "vitest";
import { inDigits, isDay, orderOf, pattern, readDay, type Order } from "./day";

// A Saturday.
const NOW = "2026-11-21";
const BRITISH: Order = ["day", "month", "year"];
const AMERICAN: Order = ["month", "day", "year"];
const SWEDISH: Order = ["year", "month", "day"];
const read = (words: string, order = BRITISH, past = false) => readDay(words, { now: NOW, order, past });

// A birth date is copied off a form, in whichever way the form has it.
test.each([
  ["5.3.1980", "1980-03-05"],
  ["5/3/80", "1980-03-05"],
  ["05-03-1980", "1980-03-05"],
  ["5 3 1980", "1980-03-05"],
  ["1980-03-05", "1980-03-05"],
  ["1980.3.5", "1980-03-05"],
  ["050380", "1980-03-05"],
  ["05031980", "1980-03-05"],
  ["19800305", "1980-03-05"],
  ["20101112", "2010-11-12"],
  ["5 mar 1980", "1980-03-05"],
  ["5th of March, 1980", "1980-03-05"],
  ["Mar 5 1980", "1980-03-05"],
  ["1980 March 5", "1980-03-05"],
  ["Wed 5 Mar 80", "1980-03-05"],
  ["5-Mar-1980", "1980-03-05"],
  ["29.2.2024", "2024-02-29"],
  ["  ", ""],
])("%j is %s", (words, day) => {
  expect(read(words)).toBe(day);
});

test.each([
  ["3/5/1980", AMERICAN, "1980-03-05"],
  ["030580", AMERICAN, "1980-03-05"],
  ["5 Mar 1980", AMERICAN, "1980-03-05"],
  ["1980-03-05", AMERICAN, "1980-03-05"],
  ["80-03-05", SWEDISH, "1980-03-05"],
  ["3-5", SWEDISH, "2027-03-05"],
])("%j in the order %j is %s", (words, order, day) => {
  expect(read(words, order)).toBe(day);
});

// A session is mostly of these days, and what is due of the next.
test.each([
  ["today", false, "2026-11-21"],
  ["Yesterday", false, "2026-11-20"],
  ["tomorrow", false, "2026-11-22"],
  ["+7", false, "2026-11-28"],
  ["-3", false, "2026-11-18"],
  ["mon", false, "2026-11-23"],
  ["mon", true, "2026-11-16"],
  ["Saturday", true, "2026-11-21"],
  ["5 March", false, "2027-03-05"],
  ["5 March", true, "2026-03-05"],
  ["20.11.", false, "2026-11-20"],
  ["2411", true, "2025-11-24"],
  ["1.2.30", false, "2030-02-01"],
  ["1.2.30", true, "1930-02-01"],
  ["1.2.05", false, "2005-02-01"],
])("%j, behind us: %j, is %s", (words, past, day) => {
  expect(read(words, BRITISH, past)).toBe(day);
});

// A day that is guessed would be worse than none.
test.each([
  "31.2.1980",
  "29 Feb 2025",
  "5.13.1980",
  "32/1/80",
  "5",
  "1980",
  "ma 5",
  "abc",
  "5 mar apr",
  "5.3.198",
  "+",
  "12345",
  "5.3.19800",
])("%j is no day", (words) => {
  expect(read(words)).toBeNull();
});

// What stands in the field is read again when it is left.
test.each([[BRITISH], [AMERICAN], [SWEDISH]])("a day in digits in the order %j is read as the same day", (order) => {
  for (const day of ["1980-03-05", "2026-11-21", "1999-12-31", "2011-10-12"])
    for (const between of [".", "/", "-"]) expect(read(inDigits(day, order, between), order)).toBe(day);
  expect(inDigits("abc", order)).toBe("abc");
});

test("the order is the system's, and the pattern says so", () => {
  expect(orderOf(["month", "literal", "day", "literal", "year"])).toEqual(AMERICAN);
  expect(orderOf(["year"])).toEqual(BRITISH);
  expect(pattern(AMERICAN, "/")).toBe("mm/dd/yyyy");
  expect([isDay("2024-02-29"), isDay("2023-02-29"), isDay("5.3.1980"), isDay("")]).toEqual([true, false, false, false]);
});
