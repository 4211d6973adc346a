import { expect, test } from "vitest";
import { lanesOf } from "./lanes";

const lanes = (...stretches: [from: number, to: number][]) => [
  ...lanesOf(stretches.map(([from, to], at) => ({ passage: String(at), from, to }))).values(),
];

// Two lines in one lane would read as one tag.
test("passages that overlap never share a lane, and one alone stands next to its words", () => {
  expect(lanes([1, 9], [12, 14])).toEqual([0, 0]);
  expect(lanes([1, 9], [3, 5], [4, 12], [9, 20])).toEqual([0, 1, 2, 0]);
  const ten = lanes(...Array.from({ length: 10 }, (_, at): [number, number] => [at, 50 - at]));
  expect(ten).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
