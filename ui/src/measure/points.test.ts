import { expect, test } from "vitest";
import { pointsOf } from "./points";

// A comma read as the end of the number would turn 12,5 into 12; letters must not turn into nothing.
test.each<[string, number | null]>([
  ["14", 14],
  [" 12,5 ", 12.5],
  ["-0.25", -0.25],
  ["1.234", null],
  ["12 of 40", null],
  ["", null],
  ["100001", null],
])("%s", (text, points) => {
  expect(pointsOf(text)).toBe(points);
});
