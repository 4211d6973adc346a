// @vitest-environment jsdom
import { Slice, type Node } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEEPEST, depthAt, shallow } from "./lists";
import { Editing } from "./editing.svelte";
import { addPassage, passagesOf } from "./passages";
import { chanceOf, lettersOf } from "./scribbler.testing";
import { readDocument, schema, written } from "./schema";

vi.mock("./helps.svelte", () => ({ helps: { templates: [], snippets: [] } }));
const { nodes } = schema;
const paragraph = (words: string) => nodes.paragraph.create(null, schema.text(words));

/** The living editor, and what a hand does to it. */
class Hand {
  readonly place = document.createElement("div");
  readonly editing: Editing;
  constructor(doc: Node) {
    document.body.append(this.place);
    this.editing = new Editing(this.place, doc, { told: () => undefined, chooseTemplate: () => undefined });
  }
  get state(): EditorState {
    const here: EditorState[] = [];
    this.editing.run((state) => here.push(state) > 0);
    return here[0] ?? expect.fail("no state");
  }
  select(from: number, to: number): void {
    this.editing.run((state, dispatch) => {
      dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
      return true;
    });
  }
  paste(data: Record<string, string>): void {
    const clipboardData = { getData: (type: string) => data[type] ?? "", files: [] };
    const event = new Event("paste", { bubbles: true, cancelable: true });
    this.place.firstElementChild?.dispatchEvent(Object.assign(event, { clipboardData }));
  }
}

/** Two paragraphs with three passages at places that chance chooses. */
function scribbled(chance: () => number): Node {
  let doc = nodes.doc.create(null, [paragraph("calm and alarm in the rain"), paragraph("she waited a while")]);
  for (const passage of ["one", "two", "three"]) {
    const at = () => 1 + Math.floor(chance() * (doc.content.size - 1));
    const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number];
    const mark = schema.marks.tag.create({ passage, factor: "S", aspect: "shows" });
    doc = EditorState.create({ doc }).tr.addMark(from, to, mark).doc;
  }
  return doc;
}

// What the editor asks the browser, which is none here.
beforeEach(() => {
  document.elementFromPoint = () => null;
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => document.body.replaceChildren());

describe("what is pasted into the living editor", () => {
  // Words from an email that are put into a passage would say something of her that nobody meant.
  test("as plain words is never tagged, and takes no tag from other words, 40 times", { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 40; seed++) {
      const chance = chanceOf(seed);
      const hand = new Hand(scribbled(chance));
      const { doc } = hand.state;
      const place = () => TextSelection.near(doc.resolve(Math.floor(chance() * doc.content.size))).from;
      const [from, to] = [place(), place()].sort((a, b) => a - b) as [number, number];
      hand.select(from, to);
      hand.paste({ "text/plain": "PASTED" });
      const plain = Array.from("PASTED", (letter) => ({ letter, tags: [] as string[] }));
      expect(lettersOf(hand.state.doc), `seed ${seed}`).toEqual([
        ...lettersOf(doc, 0, from),
        ...plain,
        ...lettersOf(doc, to),
      ]);
      hand.editing.destroy();
    }
  });

  test("from a note keeps its tags, as passages of their own", () => {
    const hand = new Hand(nodes.doc.create(null, paragraph("calm ")));
    hand.select(1, 5);
    hand.editing.run((state, dispatch) => {
      dispatch?.(addPassage(state, { factor: "B", aspect: "shows" }, "one"));
      return true;
    });
    const own = `<p data-pm-slice="1 1 []"><span class="tag" data-passage="one" data-factor="B" data-aspect="shows">calm</span></p>`;
    hand.select(6, 6);
    hand.paste({ "text/html": own, "text/plain": "calm" });
    const passages = passagesOf(hand.state.doc);
    expect(passages.map((one) => one.text)).toEqual(["calm", "calm"]);
    expect(new Set(passages.map((one) => one.passage)).size).toBe(2);
  });

  // A list a hundred deep is a note that can never be saved again.
  test("in lists that are too deep keeps its words in lists that are not", () => {
    const html = Array.from({ length: 60 }, (_, at) => `<ul><li><p>item ${at}</p>`).join("") + "</li></ul>".repeat(60);
    const hand = new Hand(nodes.doc.create(null, nodes.paragraph.create()));
    hand.paste({ "text/html": html, "text/plain": "items" });
    let deepest = 0;
    hand.state.doc.descendants((_, at) => {
      deepest = Math.max(deepest, depthAt(hand.state.doc.resolve(at)));
    });
    expect(deepest).toBe(DEEPEST);
    const words = Array.from({ length: 60 }, (_, at) => `item ${at}`).join("|");
    expect(hand.state.doc.textBetween(0, hand.state.doc.content.size, "|")).toBe(words);
    expect(readDocument(written(hand.state.doc)).eq(hand.state.doc)).toBe(true);
  });

  test("in a list that counts from too far begins at one", () => {
    const hand = new Hand(nodes.doc.create(null, nodes.paragraph.create()));
    hand.paste({ "text/html": `<ol start="4294967296"><li>a</li></ol><p>b</p><ol start="7"><li>c</li></ol>` });
    const starts = hand.state.doc.children.flatMap((one) =>
      one.type === nodes.orderedList ? [Number(one.attrs["start"])] : [],
    );
    expect(starts).toEqual([1, 7]);
  });
});

// What stands below a list in an item must not come before it.
test("a list that is made flat keeps the order of its words", () => {
  const item = (...content: Node[]) => nodes.listItem.create(null, content);
  const list = (...items: Node[]) => nodes.bulletList.create(null, items);
  const doc = nodes.doc.create(
    null,
    list(
      item(
        paragraph("a"),
        list(item(paragraph("b"), list(item(paragraph("c")))), item(paragraph("d"))),
        paragraph("e"),
      ),
    ),
  );
  const flat = shallow(new Slice(doc.content, 0, 0), 1);
  expect(flat.content.textBetween(0, flat.content.size, "|")).toBe("a|b|c|d|e");
  expect(flat.content.firstChild?.childCount).toBe(5);
  nodes.doc.create(null, flat.content).check();
  const same = new Slice(doc.content, 0, 0);
  expect(shallow(same, 3), "what is not too deep stays as it is").toBe(same);
});
