import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { NotesFound } from "../api";

const searchNotes = vi.hoisted(() => vi.fn());
vi.mock("../api", () => ({ commands: { searchNotes }, problemOf: (thrown: unknown) => thrown }));
vi.mock("../route.svelte", () => ({ router: {} }));
vi.mock("./roster.svelte", () => ({ roster: { forget: () => undefined } }));
const { finder } = await import("./finder.svelte");

type Asked = { typed: string; answer: (found: NotesFound) => void };
let asked: Asked[] = [];
const none: NotesFound = { hits: [], more: false, filters: [], hints: [] };
const saying = (hint: string): NotesFound => ({ ...none, hints: [hint] });

async function type(words: string) {
  finder.words = words;
  finder.search();
  await vi.advanceTimersByTimeAsync(50);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  asked = [];
  searchNotes.mockImplementation((typed: string) => new Promise<NotesFound>((answer) => asked.push({ typed, answer })));
});
afterEach(() => {
  finder.forget();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

// A large practice may take longer for an answer than she for a letter: questions must not queue up behind each other.
test("what is typed while an answer is awaited is asked once, and only the last of it", async () => {
  for (const words of ["ra", "rai", "rain", "rain h"]) await type(words);
  expect(asked.map((one) => one.typed)).toEqual(["ra"]);
  asked[0]?.answer(saying("old"));
  await vi.advanceTimersByTimeAsync(0);
  expect(finder.found, "an answer to other words than these is not shown").toBeNull();
  expect(asked.map((one) => one.typed)).toEqual(["ra", "rain h"]);
  asked[1]?.answer(saying("new"));
  await vi.advanceTimersByTimeAsync(0);
  expect(finder.found?.hints).toEqual(["new"]);
  await type("rain ha");
  expect(asked.map((one) => one.typed)).toEqual(["ra", "rain h", "rain ha"]);
  asked[2]?.answer(none);
  await vi.advanceTimersByTimeAsync(0);
});

// The answer to words that were taken away would show notes below an empty field.
test("an emptied field stays empty, whatever is still on its way", async () => {
  await type("rain");
  await type("rain h");
  await type("");
  asked[0]?.answer(saying("late"));
  await vi.advanceTimersByTimeAsync(0);
  expect(finder.found).toBeNull();
  expect(asked.map((one) => one.typed)).toEqual(["rain"]);
});

// Hits of an old question below those of a new one would be notes without the words that were typed.
test("a further page of an old question is not asked for once another is typed", async () => {
  const hit = { day: "2026-11-02", session: 4 } as NotesFound["hits"][number];
  await type("rain");
  asked[0]?.answer({ ...none, hits: [hit], more: true });
  await vi.advanceTimersByTimeAsync(0);
  finder.words = "rain h";
  finder.search();
  await finder.showMore();
  expect(asked.map((one) => one.typed)).toEqual(["rain"]);
  finder.words = "rain";
  finder.search();
  void finder.showMore();
  expect(asked.map((one) => one.typed)).toEqual(["rain", "rain"]);
  asked[1]?.answer(none);
  await vi.advanceTimersByTimeAsync(0);
});
