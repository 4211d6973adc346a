/// <reference types="node" />
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { passagesOf } from "./passages";
import { Scribbler, lettersOf } from "./scribbler.testing";
import { readDocument, written } from "./schema";

const CASES = 10_000;
const MOST_EDITS = 24;

/** What must be so of every note, whatever was done to it. */
function expectTagsOnTheirWords(hand: Scribbler, what: string): void {
  const { doc } = hand.state;
  expect(lettersOf(doc), what).toEqual(hand.expected);
  const passages = passagesOf(doc);
  expect(new Set(passages.map((one) => one.passage)).size, what).toBe(passages.length);
  for (const { passage, factor, aspect, text } of passages) {
    expect(hand.tags.get(passage), what).toEqual({ factor, aspect });
    const words = hand.expected.filter((one) => one.tags.includes(passage)).map((one) => one.letter);
    expect(text.replaceAll("\n", ""), what).toBe(words.join(""));
  }
}

describe("a note edited at random", () => {
  // A tag that slides onto other words says something that was never meant.
  test(`keeps every tag on its words, ${CASES} times`, { timeout: 120_000 }, () => {
    let edits = 0;
    for (let seed = 1; seed <= CASES; seed++) {
      const hand = new Scribbler(seed);
      for (let edit = 0; edit < 1 + (seed % MOST_EDITS); edit++) {
        hand.scribble();
        const same = JSON.stringify(lettersOf(hand.state.doc)) === JSON.stringify(hand.expected);
        if (!same) expectTagsOnTheirWords(hand, `seed ${seed}: ${hand.done.join(", ")}`);
        edits++;
      }
      expectTagsOnTheirWords(hand, `seed ${seed}: ${hand.done.join(", ")}`);
      const stored = readDocument(written(hand.state.doc));
      expect(passagesOf(stored).map((one) => one.passage)).toEqual(
        passagesOf(hand.state.doc).map((one) => one.passage),
      );
    }
    expect(edits).toBeGreaterThan(CASES * 10);
  });
});

// The shell derives the passages of a note anew. Both sides are held against the same notes: tests/document.rs in the
// practice reads this file too. UPDATE_PASSAGES=1 writes it anew.
const SHARED = new URL("../../../src-tauri/practice/tests/fixtures/passages.json", import.meta.url);

type Shared = { document: string; passages: { mark: string; tag: object; words: string; comment: string | null }[] };

function derived(document: string): Shared["passages"] {
  const inOrder = passagesOf(readDocument(document)).toSorted(
    (a, b) => a.from - b.from || (a.passage < b.passage ? -1 : 1),
  );
  return inOrder.map(({ passage, factor, aspect, text, comment }) => ({
    mark: passage,
    tag: { factor, aspect },
    words: text,
    comment,
  }));
}

function scribbled(seed: number): Shared {
  const hand = new Scribbler(seed);
  while (hand.done.length < 20 + (seed % 60)) hand.scribble();
  const document = written(hand.state.doc);
  return { document, passages: derived(document) };
}

test("the passages of the notes that both sides read are those written down", () => {
  if (process.env["UPDATE_PASSAGES"]) {
    const notes = Array.from({ length: 200 }, (_, at) => JSON.stringify(scribbled(at + 1)));
    writeFileSync(SHARED, `[\n${notes.join(",\n")}\n]\n`);
  }
  const shared = JSON.parse(readFileSync(SHARED, "utf8")) as Shared[];
  expect(shared).toHaveLength(200);
  expect(shared.flatMap((one) => one.passages).length).toBeGreaterThan(200);
  for (const { document, passages } of shared) expect(derived(document)).toEqual(passages);
});
