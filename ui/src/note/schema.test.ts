import { EditorState } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { readDocument, written } from "./schema";

const text = (marks: unknown[] = []) => ({ type: "text", text: "words", marks });
const note = (...content: unknown[]) => JSON.stringify({ type: "doc", content });
const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
const tag = (attrs: object) => ({ type: "tag", attrs });

describe("a stored note", () => {
  test("comes back as it was", () => {
    const stored = {
      type: "doc",
      attrs: { template: "soap" },
      content: [
        { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Title" }] },
        {
          type: "paragraph",
          content: [
            {
              type: "text",
              marks: [
                { type: "copied" },
                { type: "strong" },
                tag({ passage: "one", factor: "E", aspect: "workOn" }),
                tag({ passage: "two", factor: "S", aspect: "shows", comment: "a few words" }),
              ],
              text: "words",
            },
            { type: "hardBreak" },
          ],
        },
        {
          type: "orderedList",
          attrs: { start: 3 },
          content: [{ type: "listItem", content: [{ type: "paragraph" }] }],
        },
      ],
    };
    expect(JSON.parse(written(readDocument(JSON.stringify(stored))))).toEqual(stored);
  });

  // Notes from before comments and templates must not be rewritten by merely being read: their fingerprint is in the log.
  test("says nothing about what it does not have", () => {
    const old = note(
      paragraph({ type: "text", marks: [tag({ passage: "a", factor: "B", aspect: "shows" })], text: "x" }),
    );
    expect(written(readDocument(old))).toBe(old);
  });

  // A save writes out only the blocks that changed, and must say of the whole what a writer that remembers nothing says.
  test("says every change, wherever it is", () => {
    const doc = readDocument(
      JSON.stringify({
        type: "doc",
        attrs: { template: "soap" },
        content: [
          paragraph(text()),
          {
            type: "bulletList",
            content: [{ type: "listItem", content: [paragraph(text()), paragraph()] }],
          },
        ],
      }),
    );
    const fresh = (json: string) => JSON.stringify(readDocument(json).toJSON());
    let state = EditorState.create({ doc });
    expect(written(doc)).toBe(fresh(written(doc)));
    for (const [at, words] of [
      [3, "half \ud83d"],
      [12, "in a list"],
      [2, "again"],
    ] as const) {
      state = state.apply(state.tr.insertText(words, at));
      expect(written(state.doc)).toContain(words.toWellFormed());
      expect(written(state.doc)).toBe(fresh(written(state.doc)));
    }
  });

  test.each([
    ["an unknown node", note({ type: "image" })],
    ["an unknown mark", note(paragraph(text([{ type: "link" }])))],
    ["an unknown factor", note(paragraph(text([tag({ passage: "a", factor: "X", aspect: "shows" })])))],
    ["an unknown aspect", note(paragraph(text([tag({ passage: "a", factor: "B", aspect: "all" })])))],
    ["a tag without a passage", note(paragraph(text([tag({ factor: "B", aspect: "shows" })])))],
    ["a heading too deep", note({ type: "heading", attrs: { level: 4 } })],
    ["text outside a block", note(text())],
    ["no blocks at all", note()],
    ["no JSON", "words"],
  ])("with %s is refused", (_, stored) => {
    expect(() => readDocument(stored)).toThrow();
  });
});
