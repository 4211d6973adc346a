import { Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { schema } from "../note/schema";
import { findSpot } from "./spot";

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
  const found = findSpot(doc, { words, nth });
  return found && doc.textBetween(found.from, found.to, "\n", "\n");
};

describe("a spot in a note", () => {
  // The window must go to the very place that the search showed, over marks, breaks, lists and emoji.
  test("is found by its words and how often they stand before", () => {
    expect(findSpot(doc, { words: "tea", nth: 0 })).toEqual({ from: 11, to: 14 });
    for (const nth of [0, 1, 2, 3]) expect(at("tea", nth), `${nth}`).toBe("tea");
    const places = [0, 1, 2, 3].map((nth) => findSpot(doc, { words: "tea", nth })?.from ?? 0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(4);
    expect(at("at \nhome", 0)).toBe("at \nhome");
    expect(at("tea\na tea", 0)).toBe("tea\na tea");
    expect(at("rain", 0)).toBe("rain");
  });

  // The note may have been written on since; then it simply opens.
  test("that is not there any more is none", () => {
    expect(findSpot(doc, { words: "tea", nth: 4 })).toBeNull();
    expect(findSpot(doc, { words: "harbour", nth: 0 })).toBeNull();
    expect(findSpot(doc, { words: "", nth: 0 })).toBeNull();
  });
});
