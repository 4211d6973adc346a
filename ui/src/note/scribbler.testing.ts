// A hand that edits a note at random, the same way for the same seed, and keeps its own plain list of which letter
// carries which tag. Only for tests.
import { deleteSelection, joinBackward, splitBlock, toggleMark } from "prosemirror-commands";
import { closeHistory, history, redo, undo } from "prosemirror-history";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, TextSelection, type Command, type Transaction } from "prosemirror-state";
import type { Tag } from "../api";
import { ASPECTS, FACTORS } from "../api/model";
import { addPassage, commentPassage, passagesOf, removePassage, withNewPassages } from "./passages";
import { schema, tagAttrs } from "./schema";

/** A letter with the names of the passages it belongs to, sorted. */
export type Letter = { letter: string; tags: string[] };

const WORDS = ["calm", "and", "alarm", "the", "rain", "she", "waited", "é", "😀", "שלום", "a", "late"];
const { nodes, marks } = schema;

/** Chance that can be repeated: mulberry32. */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The letters of a document in order, each with its tags as the document has them. */
export function lettersOf(doc: Node, from = 0, to = doc.content.size): Letter[] {
  const letters: Letter[] = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isText) return;
    const tags = node.marks.filter((mark) => mark.type === marks.tag).map((mark) => tagAttrs(mark).passage);
    const text = (node.text ?? "").slice(Math.max(0, from - at), to - at);
    for (const letter of text.split("")) letters.push({ letter, tags: tags.sort() });
  });
  return letters;
}

export class Scribbler {
  state: EditorState;
  /** What every letter ought to carry. */
  expected: Letter[];
  /** What each passage was tagged with. */
  readonly tags = new Map<string, Tag>();
  readonly done: string[] = [];
  #chance: () => number;
  #clipboard = Slice.empty;
  #names = 0;
  #undone: [Node, Letter[]][] = [];
  #before: [Node, Letter[]][] = [];

  constructor(seed: number) {
    this.#chance = chanceOf(seed);
    const doc = nodes.doc.create(null, [this.#paragraph(), this.#paragraph()]);
    this.state = EditorState.create({ doc, plugins: [history({ depth: 1000 })] });
    this.expected = lettersOf(doc);
  }

  /** One edit. */
  scribble(): void {
    const edits = [
      this.#type,
      this.#type,
      this.#tag,
      this.#tag,
      this.#untag,
      this.#comment,
      this.#remove,
      this.#cut,
      this.#copy,
      this.#paste,
      this.#paste,
      this.#structure,
      this.#bold,
      this.#undo,
      this.#undo,
      this.#redo,
    ];
    this.#pick(edits).call(this);
  }

  #pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.#chance() * from.length)];
    if (one === undefined) throw new RangeError("nothing to pick from");
    return one;
  }

  #paragraph(): Node {
    const words = Array.from({ length: Math.floor(this.#chance() * 6) }, () => this.#pick(WORDS)).join(" ");
    return nodes.paragraph.create(null, words ? schema.text(words) : null);
  }

  #name = (): string => `p${++this.#names}`;

  #select(wide: boolean): void {
    const size = this.state.doc.content.size;
    const at = () => this.state.doc.resolve(Math.floor(this.#chance() * (size + 1)));
    const from = at();
    const selection = TextSelection.between(from, wide ? at() : from);
    this.state = this.state.apply(this.state.tr.setSelection(selection));
  }

  /** Makes a change that can be undone on its own; `expected` is what the letters carry after it. */
  #apply(what: string, tr: Transaction, expected: Letter[]): void {
    this.done.push(what);
    if (!tr.docChanged) return;
    this.#before.push([this.state.doc, this.expected]);
    this.#undone = [];
    this.state = this.state.apply(closeHistory(tr));
    this.expected = expected;
  }

  #run(what: string, command: Command, expected = this.expected): void {
    command(this.state, (tr) => this.#apply(what, tr, expected));
  }

  /** Where in the list of letters a place in the document is. */
  #index(at: number): number {
    return lettersOf(this.state.doc, 0, at).length;
  }

  #type(): void {
    this.#select(false);
    const { $from, from } = this.state.selection;
    const here = this.#index(from);
    const [left, right] = [this.expected[here - 1], this.expected[here]];
    const inside = $from.nodeBefore?.isText && $from.nodeAfter?.isText;
    // What is typed between two letters of a passage belongs to it; at its edges it does not.
    const tags = inside ? (left?.tags.filter((tag) => right?.tags.includes(tag)) ?? []) : [];
    const text = this.#pick(WORDS);
    const typed = text.split("").map((letter) => ({ letter, tags }));
    this.#apply(`type ${text} at ${from}`, this.state.tr.insertText(text), this.expected.toSpliced(here, 0, ...typed));
  }

  #tag(): void {
    this.#select(true);
    const { from, to, empty } = this.state.selection;
    if (empty) return;
    const [name, tag] = [this.#name(), { factor: this.#pick(FACTORS), aspect: this.#pick(ASPECTS) }];
    this.tags.set(name, tag);
    const [first, last] = [this.#index(from), this.#index(to)];
    const add = (one: Letter, at: number) =>
      at >= first && at < last ? { ...one, tags: [...one.tags, name].sort() } : one;
    this.#apply(`tag ${from} to ${to}`, addPassage(this.state, tag, name), this.expected.map(add));
  }

  #untag(): void {
    const passages = passagesOf(this.state.doc);
    if (passages.length === 0) return;
    const gone = this.#pick(passages);
    const expected = this.expected.map((one) => ({ ...one, tags: one.tags.filter((tag) => tag !== gone.passage) }));
    this.#apply(`untag ${gone.passage}`, removePassage(this.state, gone), expected);
  }

  #comment(): void {
    const passages = passagesOf(this.state.doc);
    if (passages.length === 0) return;
    const one = this.#pick(passages);
    const words = this.#pick(["", ...WORDS]);
    this.#apply(`comment on ${one.passage}`, commentPassage(this.state, one, words), this.expected);
  }

  #without(): Letter[] {
    const { from, to } = this.state.selection;
    return [...this.expected.slice(0, this.#index(from)), ...this.expected.slice(this.#index(to))];
  }

  #remove(): void {
    this.#select(true);
    const { from, to } = this.state.selection;
    this.#run(`delete ${from} to ${to}`, deleteSelection, this.#without());
  }

  #copy(): void {
    this.#select(true);
    this.#clipboard = this.state.selection.content();
  }

  #cut(): void {
    this.#copy();
    const { from, to } = this.state.selection;
    this.#run(`cut ${from} to ${to}`, deleteSelection, this.#without());
  }

  #paste(): void {
    this.#select(this.#chance() < 0.3);
    const slice = withNewPassages(this.#clipboard, this.#name);
    const was = lettersOfSlice(this.#clipboard);
    const pasted = lettersOfSlice(slice);
    was.forEach(({ tags }, at) => {
      const fresh = pasted[at]?.tags ?? [];
      if (fresh.some((name) => tags.includes(name)) || fresh.length !== tags.length)
        throw new Error(`what is pasted carries ${fresh.join()} in place of ${tags.join()}`);
    });
    for (const { passage, factor, aspect } of passagesOf(docOf(slice))) this.tags.set(passage, { factor, aspect });
    const { from, to } = this.state.selection;
    const without = this.#without();
    const expected = without.toSpliced(this.#index(from), 0, ...pasted);
    const tr = this.state.tr.replaceSelection(slice);
    if (slice.size > 0) this.#apply(`paste at ${from} to ${to}`, tr, expected);
  }

  #structure(): void {
    this.#select(false);
    const [what, command] = this.#pick<[string, Command]>([
      ["split", splitBlock],
      ["join", joinBackward],
      ["list", wrapInList(nodes.bulletList)],
      ["numbers", wrapInList(nodes.orderedList)],
      ["next item", splitListItem(nodes.listItem)],
      ["sink", sinkListItem(nodes.listItem)],
      ["lift", liftListItem(nodes.listItem)],
    ]);
    this.#run(`${what} at ${this.state.selection.from}`, command);
  }

  #bold(): void {
    this.#select(true);
    this.#run("bold", toggleMark(marks.strong));
  }

  #undo(): void {
    this.#travel("undo", undo, this.#before, this.#undone);
  }

  #redo(): void {
    this.#travel("redo", redo, this.#undone, this.#before);
  }

  /** Goes one step back or forth, and holds the document against the one that was there. */
  #travel(what: string, command: Command, from: [Node, Letter[]][], to: [Node, Letter[]][]): void {
    const there = from.pop();
    if (!there) return;
    this.done.push(what);
    to.push([this.state.doc, this.expected]);
    command(this.state, (tr) => (this.state = this.state.apply(tr)));
    if (plain(this.state.doc) !== plain(there[0])) throw new Error(`${what} did not bring back the note as it was`);
    this.expected = there[1];
  }
}

/** A note letter by letter, the marks of each in one order: a mark that is taken off and put on again comes last, and
    letters whose marks stand in different orders are different pieces. */
function plain(node: Node): string {
  const signs = node.marks.map((mark) => JSON.stringify(mark)).sort();
  if (node.isText)
    return (node.text ?? "")
      .split("")
      .map((letter) => `${letter}${signs.join("")}`)
      .join("");
  const inside = Array.from({ length: node.childCount }, (_, at) => plain(node.child(at)));
  return `<${node.type.name} ${JSON.stringify(node.attrs)}${signs.join("")}>${inside.join("")}</>`;
}

function docOf(slice: Slice): Node {
  return nodes.doc.create(
    null,
    slice.content.firstChild?.isInline ? nodes.paragraph.create(null, slice.content) : slice.content,
  );
}

const lettersOfSlice = (slice: Slice): Letter[] =>
  slice.size === 0 ? [] : lettersOf(docOf(new Slice(Fragment.from(slice.content), 0, 0)));
