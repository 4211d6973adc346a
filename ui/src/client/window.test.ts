import { expect, test } from "vitest";
import { rowsInSight } from "./window";

const list = { rows: 2000, row: 50, above: 0, height: 500 };

test("at the top the first rows stand, with some to spare", () => {
  expect(rowsInSight(list)).toEqual({ first: 0, last: 30, before: 0, after: 1970 * 50 });
});

test("further down, the rows before leave their room", () => {
  expect(rowsInSight({ ...list, above: 50_000 })).toMatchObject({ first: 990, last: 1020, before: 49_500 });
});

test("a list that has become short shows all its rows", () => {
  expect(rowsInSight({ ...list, rows: 3, above: 50_000 })).toEqual({ first: 0, last: 3, before: 0, after: 0 });
});

test("the end of the list has nothing after it", () => {
  expect(rowsInSight({ ...list, above: 99_500 })).toMatchObject({ last: 2000, after: 0 });
});
