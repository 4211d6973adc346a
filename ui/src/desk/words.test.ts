import { expect, test } from "vitest";
import type { DaySession, DeskPage, HarmAlert, RiskReview } from "../api";
import { wallClock } from "../kit/dates";
import { counted, harmWords, nextWords, nothingWaits, riskWords, stateOf, taskWords, weekWords } from "./words";

const TODAY = "2026-11-19";
const session: DaySession = {
  id: 4,
  number: 2,
  client: 1,
  clientName: "Ada",
  safety: false,
  startsAt: "14:00",
  minutes: 50,
  mode: null,
  attendance: null,
  written: false,
  signed: false,
};
const page: DeskPage = {
  day: TODAY,
  clients: true,
  sessions: [{ session, tasks: [], taskCount: 0, risk: null, last: null }],
  more: false,
  next: 4,
  unsigned: [],
  unsignedCount: 0,
  stale: [],
  staleCount: 0,
  reviews: [],
  reviewCount: 0,
  alerts: [],
};

// A number that is cut off must say so.
test("a count that was not finished says so", () => {
  expect([counted("Stale", 99), counted("Stale", 100)]).toEqual(["Stale (99)", "Stale (100+)"]);
});

// Whoever presses the key must know whose note it opens.
test("the next note is named by whose it is and when", () => {
  expect(nextWords(page, TODAY)).toBe(`Ada, ${wallClock("14:00")}`);
  const untimed = page.sessions.map((one) => ({ ...one, session: { ...session, startsAt: null } }));
  expect(nextWords({ ...page, sessions: untimed }, TODAY)).toBe("Ada");
  const waiting = { session: 9, number: 1, client: 1, clientName: "Bela", day: "2026-11-12", firstWords: "" };
  expect(nextWords({ ...page, sessions: [], unsigned: [waiting], next: 9 }, TODAY)).toBe("Bela, Thu 12 Nov");
  expect(nextWords({ ...page, sessions: [], next: null }, TODAY)).toBeNull();
  expect([nothingWaits(page), nothingWaits({ ...page, unsigned: [waiting] })]).toEqual([true, false]);
});

// A day to come has no note to miss.
test("only a note that is missing is called so", () => {
  expect(stateOf(session, TODAY, TODAY)).toBe("");
  expect(stateOf(session, "2026-11-18", TODAY)).toBe("Not written");
  expect(stateOf({ ...session, written: true }, "2026-11-20", TODAY)).toBe("Draft");
  expect(stateOf({ ...session, signed: true }, TODAY, TODAY)).toBe("Signed");
  expect(stateOf({ ...session, attendance: "noShow" }, "2026-11-18", TODAY)).toBe("");
});

// A risk is told in words that nobody can take for something else.
test("a risk says when it was to be looked at again", () => {
  const risk: RiskReview = { session: 1, day: "2026-11-01", client: 1, clientName: "Ada", words: "", reviewOn: null };
  expect(riskWords(risk, TODAY)).toBe("Risk: no review date was set");
  expect(riskWords({ ...risk, words: "when he is back" }, TODAY)).toBe("Risk, to be reviewed: when he is back");
  expect(riskWords({ ...risk, reviewOn: TODAY }, TODAY)).toBe("Risk: review due today");
  expect(riskWords({ ...risk, reviewOn: "2026-11-12" }, TODAY)).toBe("Risk: review was due Thu 12 Nov");
});

// A day on which an answer about self-harm waits must not be called quiet.
test("an answer about self-harm waits", () => {
  const alert: HarmAlert = { measure: 1, client: 1, clientName: "Ada", form: "phq-9", day: "2026-11-12", answer: 2 };
  expect(nothingWaits({ ...page, alerts: [alert] })).toBe(false);
  expect(harmWords(alert, TODAY)).toBe("Self-harm: an answer in the PHQ-9 of Thu 12 Nov wants to be looked at");
});

// Three names stand for ten tasks only if the other seven are told.
test("tasks that are not named are counted", () => {
  expect(taskWords(["One line"], 1)).toBe("One line");
  expect(taskWords(["One", "Two", "Three"], 5)).toBe("One; Two; Three; and 2 more tasks");
});

// A week over the end of a month or a year is the one that is misread.
test("a week is named by its first and last day", () => {
  expect(weekWords("2026-11-16", "2026-11-22", TODAY)).toBe("16 to 22 November");
  expect(weekWords("2026-11-30", "2026-12-06", TODAY)).toBe("30 November to 6 December");
  expect(weekWords("2026-12-28", "2027-01-03", TODAY)).toBe("28 December to 3 January 2027");
});
