import { expect, test } from "vitest";
import type { Homework } from "../api";
import { BLANK, draftOf } from "./typed";
import { howWords, OBSTACLES, openParts, OUTCOMES, untilWords } from "./words";

const task = (some: Partial<Homework>): Homework => ({
  ...draftOf(1, { ...BLANK, task: "Walk", when: "after lunch", times: "2", minutes: "10" }),
  id: 1,
  client: 1,
  assignedOn: "2026-11-01",
  doneOn: null,
  state: "open",
  specific: true,
  follows: null,
  ...some,
});

// What was agreed is read in one glance, and what is blank leaves no dots behind.
test("how a task is to be done is one line", () => {
  expect(howWords(task({}).plan)).toBe("after lunch · twice a week · 10 min");
});

// A task without a day is due with the next session, and a closed one is never "due".
test("until when", () => {
  const now = "2026-11-10";
  expect(untilWords(task({}), now)).toBe("Until the next session");
  expect(untilWords(task({ due: "2026-11-09" }), now)).toBe("Was due yesterday");
  expect(untilWords(task({ due: "2026-11-09", doneOn: "2026-11-10", state: "dropped" }), now)).toBe("Let go today");
});

// What is missing is named, so that it can be said.
test("a task is specific when it says what, when and how often", () => {
  expect(openParts({ task: "Walk", when: " ", often: false })).toEqual(["when", "how often"]);
  expect(openParts({ task: "Walk", when: "at noon", often: true })).toEqual([]);
});

// Nobody is blamed for a task that was not done.
test("the words are neutral", () => {
  const words = [...OUTCOMES, ...OBSTACLES].map((one) => one.label).join(" ");
  expect(words).not.toMatch(/fail|refus|lazy|resist|non-?compl|forgot\b/iu);
});
