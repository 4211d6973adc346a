import { expect, test } from "vitest";
import { burden, lineAbout, shortName } from "./words";

// The question before removing says what goes along; a count that reads wrong is a question nobody can answer.
test("what goes along is counted in words", () => {
  expect(burden({ homework: 0, handouts: 0 })).toBe("");
  expect(burden({ sessions: 1, homework: 0, handouts: 0 })).toBe("1 session with its note");
  expect(burden({ sessions: 3, signed: 2, homework: 0, handouts: 0 })).toBe("3 sessions with their notes (2 signed)");
  expect(burden({ sessions: 2, homework: 1, handouts: 3 })).toBe(
    "2 sessions with their notes, 1 homework task and 3 given handouts",
  );
});

test("a handout given outside a session names none", () => {
  const line = {
    what: { kind: "handout", id: 1 } as const,
    clientName: "Ada",
    session: null,
    day: null,
    words: "Three roots",
    sessions: 0,
    homework: 0,
    handouts: 0,
    signed: 0,
    removedAt: "2026-11-21T10:00:00Z",
    purgedOn: "2026-12-21",
  };
  expect(lineAbout(line)).toBe("Handout given to Ada");
  expect(lineAbout({ ...line, session: 3 })).toBe("Handout given to Ada, session 3");
});

// Cut between letters, never inside one.
test("a long name is shortened by whole letters", () => {
  expect(shortName("Ada")).toBe("Ada");
  expect(shortName("🌿".repeat(61))).toBe(`${"🌿".repeat(60)}…`);
});
