import { expect, test } from "vitest";
import type { SessionLine } from "../api";
import { begunOn, bySession, byYear } from "./course";

// A task under another session would be read as agreed there.
test("things stand under their session, in their order", () => {
  const things = [
    { id: 1, session: 7 },
    { id: 2, session: null },
    { id: 3, session: 8 },
    { id: 4, session: 7 },
  ];
  const found = bySession(things);
  expect(found.get(7)?.map((one) => one.id)).toEqual([1, 4]);
  expect(found.get(8)?.map((one) => one.id)).toEqual([3]);
  expect(found.size).toBe(2);
});

test("a course is told by years, newest first", () => {
  const days = ["2026-01-03", "2025-12-30", "2025-01-02", "2023-05-05"];
  const lines = days.map((day, id) => ({ id, day }) as SessionLine);
  expect(byYear(lines).map(({ year, lines }) => [year, lines.length])).toEqual([
    ["2026", 1],
    ["2025", 2],
    ["2023", 1],
  ]);
});

// Started twice, the words of one session stand in two notes.
test("today's begun session is found behind those of days to come", () => {
  const line = (id: number, day: string, over: Partial<SessionLine> = {}) =>
    ({ id, day, signed: false, attendance: null, ...over }) as SessionLine;
  const course = [line(5, "2026-11-26"), line(4, "2026-11-19", { attendance: "noShow" }), line(3, "2026-11-19")];
  expect(begunOn(course, "2026-11-19")?.id).toBe(3);
  expect(begunOn([line(2, "2026-11-19", { signed: true })], "2026-11-19")).toBeUndefined();
  expect(begunOn(course, "2026-11-20")).toBeUndefined();
});
