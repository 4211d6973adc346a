import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Note } from "../api";
import type { Editing } from "../note/editing.svelte";
import { takeUnsaved } from "../note/unsaved";
import { OpenNote } from "./opennote.svelte";

const note = (more: Partial<Note>): Note =>
  ({ document: "", revision: 3, savedAt: null, unreadable: null, ...more }) as Note;

beforeEach(() => vi.stubGlobal("window", globalThis));
afterEach(() => vi.unstubAllGlobals());

// A note of a later version, or a damaged one: its words are shown, and nothing is ever written over it.
test("a note that cannot be read is left as it is, and its words are shown", () => {
  const unknown = JSON.stringify({
    type: "doc",
    content: [{ type: "hologram", content: [{ type: "text", text: "Said in the rain." }] }],
  });
  const here = new OpenNote(7, note({ document: unknown }));
  expect([here.doc, here.problem?.message, here.rescued]).toEqual([
    null,
    "This note cannot be read.",
    "Said in the rain.",
  ]);
  const unreadable = { why: "The note numbered 7 cannot be read.", advice: "Restore a backup.", text: "Said." };
  const told = new OpenNote(7, note({ document: "no JSON", unreadable }));
  expect([told.doc, told.problem?.message, told.rescued]).toEqual([null, unreadable.why, "Said."]);
});

// Letters typed while a signature is on its way cannot go into the note any more, and must not be lost for that.
test("what a signature did not take along waits to be added to it", () => {
  const blank = JSON.stringify({ type: "doc", content: [{ type: "paragraph" }] });
  const here = new OpenNote(8, note({ document: blank }));
  const editing: unknown = { text: "typed late" };
  here.ready(editing as Editing);
  here.signed();
  expect(takeUnsaved("note", 8), "all of it was saved").toBeNull();
  here.autosave.touched();
  here.signed();
  expect(takeUnsaved("note", 8)).toEqual({ document: "typed late", revision: 3 });
});
