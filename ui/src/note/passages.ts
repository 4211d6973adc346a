// Passages of a note: what is tagged, where it stands, and how tags go on and come off. Pure, so it is tested alone.
import { Fragment, Slice, type Mark, type Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import type { Tag } from "../api";
import { FACTORS } from "../api/model";
import { LONGEST_COMMENT, schema, tagAttrs, type TagAttrs } from "./schema";

export type Passage = TagAttrs & { from: number; to: number; text: string };

/** A random name for a passage, unlike any other in any note. */
export function newPassageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const tagMarks = (node: Node): Mark[] => node.marks.filter((mark) => mark.type === schema.marks.tag);

/** A piece of tagged text inside one block of the note, with its place counted from the start of that block. */
type Piece = { attrs: TagAttrs; at: number; text: string };

// A block that was not touched is the same object as before, so its pieces need not be looked for again at each key.
const piecesKnown = new WeakMap<Node, Piece[]>();
const passagesKnown = new WeakMap<Node, Passage[]>();

function piecesOf(block: Node): Piece[] {
  const known = piecesKnown.get(block);
  if (known) return known;
  const pieces: Piece[] = [];
  block.descendants((node, at) => {
    for (const mark of node.isText ? tagMarks(node) : [])
      pieces.push({ attrs: tagAttrs(mark), at: at + 1, text: node.text ?? "" });
    return !node.isInline;
  });
  piecesKnown.set(block, pieces);
  return pieces;
}

/** Every passage of the note, by factor in the order of the model, then by place. Pieces of one passage that do not
    touch, because it runs over several paragraphs or something was put into its midst, read with a line break between. */
export function passagesOf(doc: Node): Passage[] {
  const known = passagesKnown.get(doc);
  if (known) return known;
  const found = new Map<string, Passage>();
  doc.forEach((block, offset) => {
    for (const { attrs, at, text } of piecesOf(block)) {
      const [from, to] = [offset + at, offset + at + text.length];
      const passage = found.get(attrs.passage);
      if (!passage) found.set(attrs.passage, { ...attrs, from, to, text });
      else {
        passage.text += passage.to === from ? text : `\n${text}`;
        passage.to = to;
      }
    }
  });
  const order = (passage: Passage) => FACTORS.indexOf(passage.factor);
  const passages = [...found.values()].sort((a, b) => order(a) - order(b) || a.from - b.from);
  passagesKnown.set(doc, passages);
  return passages;
}

/** The passages of each text that the selection touches; for a mere cursor, of each that it stands in or at the edge of.
    Words that were put into the midst of a passage are none of its own. */
function namesAt({ doc, selection: { from, to, empty } }: EditorState): Set<string>[] {
  const names: Set<string>[] = [];
  const [edge, end] = empty ? [from - 1, to + 1] : [from, to];
  doc.nodesBetween(Math.max(0, edge), Math.min(doc.content.size, end), (node, at) => {
    const until = at + node.nodeSize;
    const touches = empty ? at <= from && from <= until : at < to && from < until;
    if (node.isText && touches) names.push(new Set(tagMarks(node).map((mark) => tagAttrs(mark).passage)));
  });
  return names;
}

/** The passages that the selection touches; for a mere cursor, those it stands in or at the edge of. */
export function passagesAt(state: EditorState): Passage[] {
  const names = namesAt(state);
  return passagesOf(state.doc).filter(({ passage }) => names.some((some) => some.has(passage)));
}

/** Whether every word of the selection is already part of one passage with this tag. */
export function passageCovering(state: EditorState, tag: Tag): Passage | null {
  const names = namesAt(state);
  if (state.selection.empty || names.length === 0) return null;
  const same = (one: Passage) => one.factor === tag.factor && one.aspect === tag.aspect;
  const found = passagesOf(state.doc).find((one) => same(one) && names.every((some) => some.has(one.passage)));
  return found ?? null;
}

/** Tags the selected words as one new passage. */
export function addPassage(state: EditorState, tag: Tag, passage = newPassageId()): Transaction {
  const { from, to } = state.selection;
  return state.tr.addMark(from, to, schema.marks.tag.create({ passage, ...tag }));
}

/** Takes the tag off a passage, wherever its pieces stand. */
export function removePassage(state: EditorState, passage: Passage): Transaction {
  const tr = state.tr;
  for (const { mark, from, to } of marksOf(state.doc, passage)) tr.removeMark(from, to, mark);
  return tr;
}

/** Puts a comment on a passage, or takes it off where it is empty. */
export function commentPassage(state: EditorState, passage: Passage, comment: string): Transaction {
  const said = comment.replace(/\s+/gu, " ").trim().slice(0, LONGEST_COMMENT) || null;
  const tr = state.tr;
  for (const { mark, from, to } of marksOf(state.doc, passage)) {
    if (tagAttrs(mark).comment === said) continue;
    tr.removeMark(from, to, mark).addMark(from, to, schema.marks.tag.create({ ...mark.attrs, comment: said }));
  }
  return tr;
}

/** Every piece of a passage with the mark that it carries. */
function marksOf(doc: Node, { passage, from, to }: Passage): { mark: Mark; from: number; to: number }[] {
  const found: { mark: Mark; from: number; to: number }[] = [];
  doc.nodesBetween(from, to, (node, at) => {
    const mark = tagMarks(node).find((one) => one.attrs["passage"] === passage);
    if (mark) found.push({ mark, from: at, to: at + node.nodeSize });
  });
  return found;
}

/** What is pasted or dropped becomes new passages: one name never stands for two places. */
export function withNewPassages(slice: Slice, named: () => string = newPassageId): Slice {
  const renamed = new Map<string, string>();
  const renameMark = (mark: Mark): Mark => {
    if (mark.type !== schema.marks.tag) return mark;
    const attrs = tagAttrs(mark);
    const passage = renamed.get(attrs.passage) ?? named();
    renamed.set(attrs.passage, passage);
    return schema.marks.tag.create({ ...attrs, passage });
  };
  return new Slice(
    mapMarks(slice.content, (marks) => marks.map(renameMark)),
    slice.openStart,
    slice.openEnd,
  );
}

/** Plain words bring no tags, also where they are put into a passage: what they were tagged with there was never meant. */
export function withoutTags(slice: Slice): Slice {
  const plain = (marks: readonly Mark[]) => marks.filter((mark) => mark.type !== schema.marks.tag);
  return new Slice(mapMarks(slice.content, plain), slice.openStart, slice.openEnd);
}

/** The same content with other marks on its text. */
export function mapMarks(content: Fragment, change: (marks: readonly Mark[]) => readonly Mark[]): Fragment {
  return Fragment.fromArray(
    content.content.map((node) => {
      const marked = node.isInline ? node.mark(change(node.marks)) : node;
      return node.isText ? marked : marked.copy(mapMarks(node.content, change));
    }),
  );
}

/** Whether two lists name the same passages with the same comments. */
export function samePassages(some: readonly Passage[], others: readonly Passage[]): boolean {
  const same = (one: Passage, at: number) => one.passage === others[at]?.passage && one.comment === others[at].comment;
  return some.length === others.length && some.every(same);
}

/** What is shown of passages after a change: where a passage reads as before it is the same object, and where all do, the
    same list, so that nothing is drawn anew. Only its place in the text may be another, which is found by its name. */
export function shownAfter(before: Passage[], now: readonly Passage[]): Passage[] {
  const known = new Map(before.map((one) => [one.passage, one]));
  const shown = now.map((one) => {
    const was = known.get(one.passage);
    return was && readsAs(was, one) ? was : one;
  });
  const same = shown.length === before.length && shown.every((one, at) => one === before[at]);
  return same ? before : shown;
}

const readsAs = (was: Passage, one: Passage): boolean =>
  was.text === one.text && was.comment === one.comment && was.factor === one.factor && was.aspect === one.aspect;
