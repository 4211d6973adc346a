import { expect, test } from "vitest";
import type { HomeworkSums } from "../api";
import { course, howWell, longest, markWords, pieces } from "./chart";

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
  expect(course([])).toEqual([]);
});

// Both see it, and each mark counts once.
test("how well is the mean of all marks", () => {
  const both = sums({ wellClient: { sum: 4, count: 1 }, wellClinician: { sum: 3, count: 2 } });
  expect(markWords(howWell(both))).toBe("2.3");
});

// One rating alone, or several on one day, have no length of time to stand in.
test("ratings stand on their days", () => {
  const at = (id: number, day: string, rating: number) => ({ id, day, rating });
  expect(course([at(1, "2026-11-01", 5)])).toEqual([{ x: 0.5, y: 0.5 }]);
  expect(course([at(1, "2026-11-01", 0), at(2, "2026-11-01", 10)])).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 1 },
  ]);
  expect(course([at(1, "2026-11-01", 2), at(2, "2026-11-06", 4), at(3, "2026-11-11", 6)]).map(({ x }) => x)).toEqual([
    0, 0.5, 1,
  ]);
});
