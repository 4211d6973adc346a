// Passages of a note: what is tagged, where it stands, and how tags go on and come off. Pure, so it is tested alone.
import { Fragment, Slice, type Mark, type Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import type { Tag } from "../api";
import { FACTORS } from "../api/model";
import { schema, tagAttrs, type TagAttrs } from "./schema";

export type Passage = TagAttrs & { from: number; to: number; text: string };

/** A random name for a passage, unlike any other in any note. */
export function newPassageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const tagMarks = (node: Node): Mark[] => node.marks.filter((mark) => mark.type === schema.marks.tag);

/** Every passage of the note, by factor in the order of the model, then by place. */
export function passagesOf(doc: Node): Passage[] {
  const found = new Map<string, Passage>();
  doc.descendants((node, at) => {
    if (!node.isInline) return true;
    for (const mark of tagMarks(node)) {
      const attrs = tagAttrs(mark);
      const known = found.get(attrs.passage);
      const text = node.isText ? (node.text ?? "") : " ";
      if (!known) found.set(attrs.passage, { ...attrs, from: at, to: at + node.nodeSize, text });
      else {
        // A passage that runs on in the next paragraph reads with a space between.
        known.text += known.to === at ? text : ` ${text}`;
        known.to = at + node.nodeSize;
      }
    }
    return false;
  });
  const order = (passage: Passage) => FACTORS.indexOf(passage.factor);
  return [...found.values()].sort((a, b) => order(a) - order(b) || a.from - b.from);
}

/** The passages that the selection touches; for a mere cursor, those it stands in or at the edge of. */
export function passagesAt(state: EditorState): Passage[] {
  const { from, to, empty } = state.selection;
  return passagesOf(state.doc).filter((one) =>
    empty ? one.from <= from && from <= one.to : one.from < to && from < one.to,
  );
}

/** Whether the whole selection is already one passage, or part of one, with this tag. */
export function passageCovering(state: EditorState, tag: Tag): Passage | null {
  const { from, to, empty } = state.selection;
  if (empty) return null;
  const same = (one: Passage) => one.factor === tag.factor && one.aspect === tag.aspect;
  return passagesAt(state).find((one) => same(one) && one.from <= from && to <= one.to) ?? null;
}

/** Tags the selected words as one new passage. */
export function addPassage(state: EditorState, tag: Tag, passage = newPassageId()): Transaction {
  const { from, to } = state.selection;
  return state.tr.addMark(from, to, schema.marks.tag.create({ passage, ...tag }));
}

/** Takes the tag off a passage, wherever its pieces stand. */
export function removePassage(state: EditorState, passage: Passage): Transaction {
  const { factor, aspect } = passage;
  const mark = schema.marks.tag.create({ passage: passage.passage, factor, aspect });
  return state.tr.removeMark(0, state.doc.content.size, mark);
}

/** What is pasted or dropped becomes new passages: one name never stands for two places. */
export function withNewPassages(slice: Slice): Slice {
  const renamed = new Map<string, string>();
  const renameMark = (mark: Mark): Mark => {
    if (mark.type !== schema.marks.tag) return mark;
    const attrs = tagAttrs(mark);
    const passage = renamed.get(attrs.passage) ?? newPassageId();
    renamed.set(attrs.passage, passage);
    return schema.marks.tag.create({ ...attrs, passage });
  };
  const rename = (fragment: Fragment): Fragment =>
    Fragment.fromArray(
      fragment.content.map((node) =>
        node.isText
          ? node.mark(node.marks.map(renameMark))
          : node.mark(node.marks.map(renameMark)).copy(rename(node.content)),
      ),
    );
  return new Slice(rename(slice.content), slice.openStart, slice.openEnd);
}
