import { Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { schema } from "../note/schema";
import { findSpot, findWords } from "./spot";

const paragraph = (...content: object[]) => ({ type: "paragraph", ...(content.length ? { content } : {}) });
const text = (words: string, strong = false) => ({
  type: "text",
  text: words,
  ...(strong ? { marks: [{ type: "strong" }] } : {}),
});
const item = (words: string) => ({ type: "listItem", content: [paragraph(text(words))] });

const doc = Node.fromJSON(schema, {
  type: "doc",
  content: [
    paragraph(),
    { type: "heading", attrs: { level: 2 }, content: [text("Tea and tea")] },
    paragraph(text("a t"), text("ea", true), text(" at "), { type: "hardBreak" }, text("home 👩‍👩‍👧 tea")),
    { type: "bulletList", content: [item("no tea"), item("rain")] },
  ],
});
const at = (words: string, nth: number) => {
  const found = findSpot(doc, { words, nth, addendum: null });
  return found && doc.textBetween(found.from, found.to, "\n", "\n");
};

describe("a spot in a note", () => {
  // The window must go to the very place that the search showed, over marks, breaks, lists and emoji.
  test("is found by its words and how often they stand before", () => {
    expect(findSpot(doc, { words: "tea", nth: 0, addendum: null })).toEqual({ from: 11, to: 14 });
    for (const nth of [0, 1, 2, 3]) expect(at("tea", nth), `${nth}`).toBe("tea");
    const places = [0, 1, 2, 3].map((nth) => findSpot(doc, { words: "tea", nth, addendum: null })?.from ?? 0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(4);
    expect(at("at \nhome", 0)).toBe("at \nhome");
    expect(at("tea\na tea", 0)).toBe("tea\na tea");
    expect(at("rain", 0)).toBe("rain");
  });

  // The note may have been written on since; then it simply opens.
  test("that is not there any more is none", () => {
    expect(findSpot(doc, { words: "tea", nth: 4, addendum: null })).toBeNull();
    expect(findSpot(doc, { words: "harbour", nth: 0, addendum: null })).toBeNull();
    expect(findSpot(doc, { words: "", nth: 0, addendum: null })).toBeNull();
  });
});

describe("a spot in an addendum", () => {
  // Its reason and its text are one to the search, and the third "tea" is not the first.
  test("is found in its reason and its paragraphs", () => {
    const text = "Tea or tea\nNo tea at all.";
    const at = (words: string, nth: number) => findWords(text, { words, nth });
    expect([at("tea", 0), at("tea", 1), at("tea\nNo", 0)]).toEqual([
      { from: 7, to: 10 },
      { from: 14, to: 17 },
      { from: 7, to: 13 },
    ]);
    expect([at("tea", 2), at("", 0)]).toEqual([null, null]);
  });
});
