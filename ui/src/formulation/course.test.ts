import { describe, expect, it } from "vitest";
import type { CourseStep } from "../api";
import { ratingsOf, stepName, sumOf, tallest, under } from "./course";

const step = (day: string, number: number | null, more: Partial<CourseStep> = {}): CourseStep => ({
  day,
  number,
  session: number,
  sessions: 1,
  factors: [0, 0, 0],
  agreed: 0,
  done: 0,
  ratings: [],
  ...more,
});

describe("the picture of a course", () => {
  // A course in which nothing was tagged must not be divided by zero.
  it("has a height, whatever was tagged", () => {
    expect(tallest([])).toBe(1);
    expect(tallest([step("2026-01-02", 1), step("2026-01-09", 2, { factors: [0, 4, 1] })])).toBe(4);
    expect(
      sumOf([step("2026-01-02", 1, { factors: [1, 0, 2] }), step("2026-01-09", 2, { factors: [0, 0, 3] })], 2),
    ).toBe(5);
  });

  // Hundreds of months have no room for their names: each year stands once, where it begins.
  it("names the sessions, and of months the years", () => {
    const months = ["2025-11-01", "2025-12-01", "2026-01-01", "2026-03-01"].map((day) => step(day, null));
    expect(months.map((_, at) => under({ byMonth: true, steps: months }, at))).toEqual(["2025", "", "2026", ""]);
    expect(under({ byMonth: false, steps: [step("2026-01-02", 7)] }, 0)).toBe("7");
    expect(stepName({ number: null, day: "2026-01-01" })).toBe("Jan 2026");
    expect(stepName({ number: 7, day: "2026-01-02" }, "2026-01-03")).toBe("Session 7, yesterday");
  });

  it("joins the ratings of one goal over steps without any", () => {
    const rated = (goal: number, rating: number) => ({ ratings: [{ goal, rating }] });
    const steps = [
      step("2026-01-02", 1, rated(3, 2)),
      step("2026-01-09", 2, rated(4, 9)),
      step("2026-01-16", 3, rated(3, 5)),
    ];
    expect(ratingsOf(steps, 3)).toEqual([
      { at: 0, rating: 2 },
      { at: 2, rating: 5 },
    ]);
  });
});
