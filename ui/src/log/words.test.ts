import { expect, test } from "vitest";
import type { LogLine } from "../api";
import { byDay, sentence } from "./words";

const line = (over: Partial<LogLine>): LogLine => ({
  sequence: 1,
  save: 1,
  at: "2026-11-14T14:02:00",
  until: null,
  verb: "viewed",
  noun: "session",
  record: 7,
  content: null,
  chain: "",
  client: 1,
  clientName: "Ada Fennimore",
  session: 3,
  ...over,
});

test.each<[Partial<LogLine>, string]>([
  [{}, "Viewed Ada Fennimore, session 3"],
  [{ noun: "client", session: null }, "Viewed Ada Fennimore"],
  [{ noun: "client", session: null, verb: "added" }, "Added Ada Fennimore"],
  [
    { noun: "client", client: null, clientName: null, session: null, verb: "purged" },
    "Removed client 7 (no longer here) for good",
  ],
  [
    { noun: "passphrase", verb: "failedUnlock", client: null, clientName: null, session: null },
    "Did not unlock: a wrong passphrase",
  ],
  [{ noun: "session", verb: "printed" }, "Printed a handout for Ada Fennimore, session 3"],
  [{ noun: "note", verb: "exported" }, "Saved a copy of the note of Ada Fennimore, session 3 as a file"],
  [{ noun: "practice", verb: "strange", client: null, clientName: null, session: null }, "strange practice 7"],
])("%o reads as a sentence", (over, words) => {
  expect(sentence(line(over))).toBe(words);
});

test("several saves of a note share a line that says from when to when", () => {
  const words = sentence(line({ noun: "note", verb: "changed", until: "2026-11-14T14:20:00" }));
  expect(words).toMatch(/^Changed the note of Ada Fennimore, session 3, .+ to .+$/u);
});

test("lines are gathered under their days, in order", () => {
  const days = byDay([line({}), line({ at: "2026-11-14T09:00:00" }), line({ at: "2026-11-13T09:00:00" })]);
  expect(days.map(({ day, lines }) => [day, lines.length])).toEqual([
    ["2026-11-14", 2],
    ["2026-11-13", 1],
  ]);
});
