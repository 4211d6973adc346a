import { Node, Slice } from "prosemirror-model";
import { expect, test } from "vitest";
import { schema } from "../note/schema";
import { withoutTags } from "./plain";

const tag = { type: "tag", attrs: { passage: "p1", factor: "S", aspect: "shows", comment: null } };
const text = (words: string, ...marks: object[]) => ({ type: "text", text: words, marks });

// What comes out of a note by copy and paste must not lead from the process note back into the record.
test("words from a note come without their tags and keep the rest", () => {
  const content = [text("silence ", tag, { type: "strong" }), text("again", { type: "copied" }), text(" here")];
  const doc = Node.fromJSON(schema, { type: "doc", content: [{ type: "paragraph", content }] });
  const plain = withoutTags(new Slice(doc.content, 1, 1));
  const marks = new Set<string>();
  plain.content.descendants((node) => node.marks.forEach((mark) => marks.add(mark.type.name)));
  expect([...marks]).toEqual(["strong"]);
  expect(plain.content.textBetween(0, plain.content.size)).toBe("silence again here");
  expect([plain.openStart, plain.openEnd]).toEqual([1, 1]);
});
