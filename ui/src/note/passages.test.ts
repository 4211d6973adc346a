import { Slice } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import type { Tag } from "../api";
import {
  addPassage,
  commentPassage,
  newPassageId,
  passageCovering,
  passagesAt,
  passagesOf,
  removePassage,
  shownAfter,
  withNewPassages,
} from "./passages";
import { schema } from "./schema";

const B: Tag = { factor: "B", aspect: "shows" };
const S: Tag = { factor: "S", aspect: "workOn" };

function noteOf(...paragraphs: string[]): EditorState {
  const content = paragraphs.map((text) => schema.nodes.paragraph.create(null, text ? schema.text(text) : null));
  return EditorState.create({ doc: schema.nodes.doc.create(null, content) });
}

function select(state: EditorState, from: number, to = from): EditorState {
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
}

function tagged(state: EditorState, from: number, to: number, tag: Tag, id: string): EditorState {
  const chosen = select(state, from, to);
  return chosen.apply(addPassage(chosen, tag, id));
}

describe("a passage", () => {
  test("is the words between the ends of the selection", () => {
    const state = tagged(noteOf("calm and alarm"), 1, 5, B, "one");
    expect(passagesOf(state.doc)).toEqual([{ ...B, passage: "one", comment: null, from: 1, to: 5, text: "calm" }]);
  });

  test("stays whole when part of it is made bold", () => {
    let state = select(tagged(noteOf("calm and alarm"), 1, 9, B, "one"), 3, 5);
    state = state.apply(state.tr.addMark(3, 5, schema.marks.strong.create()));
    expect(passagesOf(state.doc).map((one) => one.text)).toEqual(["calm and"]);
  });

  test("may overlap another, and each keeps its own words", () => {
    let state = tagged(noteOf("calm and alarm"), 1, 9, S, "one");
    state = tagged(state, 6, 15, B, "two");
    expect(passagesOf(state.doc).map((one) => [one.factor, one.text])).toEqual([
      ["B", "and alarm"],
      ["S", "calm and"],
    ]);
  });

  test("may run over two paragraphs", () => {
    const state = tagged(noteOf("first", "second"), 1, 14, B, "one");
    expect(passagesOf(state.doc).map((one) => one.text)).toEqual(["first\nsecond"]);
  });

  test("is not grown by typing at its end", () => {
    let state = select(tagged(noteOf("calm"), 1, 5, B, "one"), 5);
    state = state.apply(state.tr.insertText(" again"));
    expect(passagesOf(state.doc).map((one) => one.text)).toEqual(["calm"]);
  });

  test("is found by a cursor in it and not by one beyond it", () => {
    const state = tagged(noteOf("calm and alarm"), 1, 5, B, "one");
    expect(passagesAt(select(state, 3))).toHaveLength(1);
    expect(passagesAt(select(state, 8))).toHaveLength(0);
  });

  test("covers a selection inside it, for its own tag only", () => {
    const state = select(tagged(noteOf("calm and alarm"), 1, 9, B, "one"), 2, 4);
    expect(passageCovering(state, B)?.passage).toBe("one");
    expect(passageCovering(state, S)).toBeNull();
  });

  // Enter in the midst of a passage, and a sentence of its own: tagging that would have taken the tag off the rest.
  test("neither covers nor touches words that were put into its midst untagged", () => {
    let state = tagged(noteOf("calm", "alarm"), 1, 12, B, "one");
    state = state.apply(state.tr.insert(6, schema.nodes.paragraph.create(null, schema.text("rain"))));
    expect(passagesOf(state.doc).map((one) => one.text)).toEqual(["calm\nalarm"]);
    const rain = select(state, 7, 11);
    expect([passageCovering(rain, B), passagesAt(rain), passagesAt(select(state, 9))]).toEqual([null, [], []]);
    expect(passageCovering(select(state, 3, 10), B), "half in it").toBeNull();
    expect(passagesAt(select(state, 3, 10))).toHaveLength(1);
    const both = rain.apply(addPassage(rain, B, "two"));
    expect(passagesOf(both.doc).map((one) => one.text)).toEqual(["calm\nalarm", "rain"]);
  });

  test("carries a comment on every piece of it, until the comment is emptied", () => {
    let state = select(tagged(noteOf("calm and alarm"), 1, 15, B, "one"), 6, 9);
    state = state.apply(state.tr.addMark(6, 9, schema.marks.strong.create()));
    const here = () => passagesOf(state.doc)[0] ?? expect.fail("no passage");
    state = state.apply(commentPassage(state, here(), "  said\n twice "));
    expect(passagesOf(state.doc).map((one) => [one.text, one.comment])).toEqual([["calm and alarm", "said twice"]]);
    state = state.apply(commentPassage(state, here(), " "));
    expect(here().comment).toBeNull();
  });

  test("goes without touching the others", () => {
    let state = tagged(noteOf("calm and alarm"), 1, 9, B, "one");
    state = tagged(state, 6, 15, S, "two");
    const [first] = passagesOf(state.doc);
    if (!first) throw new Error("no passage");
    state = state.apply(removePassage(state, first));
    expect(passagesOf(state.doc).map((one) => one.passage)).toEqual(["two"]);
  });
});

describe("what is pasted", () => {
  test("gets new passages, one for each old one, with the tags kept", () => {
    let state = tagged(noteOf("calm and alarm"), 1, 9, B, "one");
    state = tagged(state, 6, 15, S, "two");
    const pasted = withNewPassages(state.doc.slice(0, state.doc.content.size));
    const passages = passagesOf(schema.nodes.doc.create(null, pasted.content));
    expect(passages.map((one) => [one.factor, one.text])).toEqual([
      ["B", "calm and"],
      ["S", "and alarm"],
    ]);
    expect(passages.map((one) => one.passage)).not.toContain("one");
  });

  test("without tags stays as it is", () => {
    const slice = noteOf("calm").doc.slice(1, 3);
    expect(withNewPassages(slice).eq(slice)).toBe(true);
    expect(withNewPassages(Slice.empty).size).toBe(0);
  });
});

test("no two passages get the same name", () => {
  expect(new Set(Array.from({ length: 1000 }, newPassageId)).size).toBe(1000);
});

// A rail of hundreds of passages that is drawn anew at each pause makes the next key wait.
test("what is shown of passages is another list only when a passage reads otherwise", () => {
  const one = tagged(noteOf("calm and alarm", "more"), 1, 5, B, "one");
  const both = tagged(one, 17, 21, S, "two");
  const before = passagesOf(both.doc);
  const moved = both.apply(both.tr.insertText("x", 8));
  expect(passagesOf(moved.doc)[1]?.from).toBe(18);
  expect(shownAfter(before, passagesOf(moved.doc))).toBe(before);
  const other = shownAfter(before, passagesOf(both.apply(both.tr.insertText("x", 18)).doc));
  expect(other.map((passage) => passage.text)).toEqual(["calm", "mxore"]);
  expect(other[0]).toBe(before[0]);
  expect(shownAfter(before, passagesOf(one.doc)).map((passage) => passage.passage)).toEqual(["one"]);
});
