import { expect, test } from "vitest";
import type { HomeworkSums } from "../api";
import { howWell, longest, markWords, pieces } from "./chart";

const none = { sum: 0, count: 0 };
const sums = (some: Partial<HomeworkSums>): HomeworkSums => ({
  agreed: 0,
  lookedAt: 0,
  done: 0,
  partly: 0,
  notDone: 0,
  notDiscussed: 0,
  muchClient: none,
  muchClinician: none,
  wellClient: none,
  wellClinician: none,
  hard: none,
  ...some,
});

// The pieces of a bar must add up to the looks, or the chart says something else than the table.
test("a bar shows every look once", () => {
  const bar = pieces(sums({ lookedAt: 6, done: 3, notDone: 3 }));
  expect(bar).toEqual([
    { fill: "done", from: 0, count: 3 },
    { fill: "notDone", from: 3, count: 3 },
  ]);
});

// A client without any homework is no error: nothing may be divided by zero.
test("nothing yet draws nothing", () => {
  expect(pieces(sums({}))).toEqual([]);
  expect(longest([])).toBe(1);
  expect(markWords(howWell(sums({})))).toBe("–");
});

// Both see it, and each mark counts once.
test("how well is the mean of all marks", () => {
  const both = sums({ wellClient: { sum: 4, count: 1 }, wellClinician: { sum: 3, count: 2 } });
  expect(markWords(howWell(both))).toBe("2.3");
});
