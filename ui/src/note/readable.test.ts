import { expect, test } from "vitest";
import { readNote } from "./readable";

// A signed note of a later version, or a damaged one, must still be opened: its words are what somebody looks for.
test("a note that cannot be shown says why, with the words that can be read", () => {
  const strange = JSON.stringify({ type: "doc", content: [{ type: "hologram", text: "Said." }] });
  const here = readNote(strange, null);
  expect([here.doc, here.problem?.message, here.text]).toEqual([null, "This note cannot be read.", "Said."]);
  const told = { why: "The note numbered 7 cannot be read.", advice: "Restore a backup.", text: "Told." };
  const there = readNote(strange, told);
  expect([there.problem?.message, there.problem?.advice, there.text]).toEqual([told.why, told.advice, told.text]);
  const blank = JSON.stringify({ type: "doc", content: [{ type: "paragraph" }] });
  expect(readNote(blank, null).problem).toBeNull();
});
