import { expect, test } from "vitest";
import type { Session } from "../api";
import { wallClock } from "../kit/dates";
import { detailsLine, draftOf, unsaidOf } from "./details";
import { lateWords, wouldBeLate } from "./late";

const session: Session = {
  id: 1,
  client: 1,
  number: 3,
  day: `${new Date().getFullYear()}-11-19`,
  startedAt: "2026-11-19T13:00:00Z",
  startsAt: "14:00",
  minutes: 50,
  mode: "inPerson",
  attendance: "attended",
  present: null,
};

// The line is all that is seen of the record until it is opened: it must not hide what was said, nor make anything up.
test("the line says what is known, in order", () => {
  expect(detailsLine(session)).toMatch(/^\w+day 19 November, .+, 50 min, in person, attended$/u);
  expect(detailsLine(session)).toContain(`, ${wallClock("14:00")}, `);
  const bare = { ...session, startsAt: null, minutes: null, mode: null, attendance: null };
  expect(detailsLine(bare)).toMatch(/^\w+day 19 November$/u);
  expect(detailsLine({ ...session, day: "2019-01-02", startsAt: null, present: "Seun, Hattie" })).toBe(
    "Wednesday 2 January 2019, 50 min, in person, attended, with Seun, Hattie",
  );
});

// A missed session is not asked how long it took.
test("what is still open is named", () => {
  const bare = { ...session, startsAt: null, minutes: null, attendance: null };
  expect(unsaidOf(bare)).toEqual(["start", "length", "attendance"]);
  expect(unsaidOf({ ...bare, attendance: "noShow" })).toEqual([]);
  expect(unsaidOf(session)).toEqual([]);
});

test("what is not said is an empty field, and stays unsaid", () => {
  const bare = { ...session, startsAt: null, minutes: null, mode: null, attendance: null };
  expect(draftOf(bare)).toEqual({
    day: session.day,
    startsAt: "",
    minutes: "",
    mode: null,
    attendance: null,
    present: "",
  });
});

// The facts, and not only the word "late": whoever reads the record wants to know how late.
test("a late entry says what makes it one", () => {
  const late = [
    { why: "begun", on: "2019-01-03" },
    { why: "signed", on: "2019-01-12" },
  ] as const;
  expect(lateWords(late, "2019-01-02")).toEqual([
    "first written on Thursday 3 January 2019, 1 day after the session",
    "signed on Saturday 12 January 2019, 10 days after the session",
  ]);
  expect(wouldBeLate(late, "2019-01-02")).toBe(
    "This will be marked as a late entry: first written on Thursday 3 January 2019, 1 day after the session; " +
      "signed 10 days after the session.",
  );
  expect(wouldBeLate([], "2019-01-02")).toBe("");
});
