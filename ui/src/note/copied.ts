// Words taken over from an earlier note: marked until they are touched, so that nobody signs last week's words unread.
import { Fragment, type Node } from "prosemirror-model";
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import type { Template } from "../api";
import { mapMarks } from "./passages";
import { schema } from "./schema";
import { untouched } from "./template";

const { marks, nodes } = schema;
const TAKEN_OVER = "taken over";

/** Puts an earlier note into this one: in place of nothing, and of a template that was not written in; otherwise after the
    paragraph with the cursor. Its tags stay behind: they say something of that session, not of this one. */
export function takeOver(state: EditorState, earlier: Node, known: readonly Template[]): Transaction {
  const { doc, selection, tr } = state;
  const blank = doc.textContent.trim() === "" || untouched(doc, known);
  const at = selection.$to.after(1);
  tr.replaceWith(blank ? 0 : at, blank ? doc.content.size : at, earlier.children.map(copied));
  if (blank) tr.setDocAttribute("template", earlier.attrs["template"] ?? doc.attrs["template"]);
  return tr.setMeta(TAKEN_OVER, true).scrollIntoView();
}

/** A block with its words marked. A heading belongs to the form: nobody needs to read it anew. */
function copied(block: Node): Node {
  const mark = block.type === nodes.heading ? [] : [marks.copied.create()];
  const content = mapMarks(block.content, (all) => [
    ...mark,
    ...all.filter((one) => one.type !== marks.tag && one.type !== marks.copied),
  ]);
  return block.copy(content);
}

/** Where there are words that were taken over and not touched since. */
export function hasCopied(doc: Node): boolean {
  return doc.rangeHasMark(0, doc.content.size, marks.copied);
}

/** A paragraph in which anything was changed counts as touched. */
export const touching = new Plugin({
  appendTransaction: (all, _, state) => {
    // What undo and redo bring back is as it was.
    if (all.some((tr) => tr.getMeta(TAKEN_OVER) || tr.getMeta("history$"))) return null;
    const tr = state.tr;
    for (const [from, to] of changedIn(all)) {
      state.doc.nodesBetween(
        Math.min(from, state.doc.content.size),
        Math.min(to, state.doc.content.size),
        (node, at) => {
          if (!node.isTextblock) return true;
          if (node.rangeHasMark(0, node.content.size, marks.copied))
            tr.removeMark(at, at + node.nodeSize, marks.copied);
          return false;
        },
      );
    }
    return tr.docChanged ? tr : null;
  },
});

/** The places in the newest document that these changes touched, words and marks alike. */
function changedIn(all: readonly Transaction[]): [number, number][] {
  const found: [number, number][] = [];
  all.forEach((tr, which) => {
    tr.steps.forEach((step, at) => {
      const { from, to } = step.toJSON() as { from?: number; to?: number };
      if (from === undefined || to === undefined) return;
      const end = step.getMap().map(to, 1);
      const later = tr.mapping.slice(at + 1);
      let [start, stop] = [later.map(step.getMap().map(from, -1), -1), later.map(end, 1)];
      for (const next of all.slice(which + 1)) [start, stop] = [next.mapping.map(start, -1), next.mapping.map(stop, 1)];
      found.push([start, stop]);
    });
  });
  return found;
}

/** An earlier state of the note in place of this one, as a change like any other. */
export function takeBack(state: EditorState, earlier: Node): Transaction {
  const tr = state.tr.replaceWith(0, state.doc.content.size, Fragment.from(earlier.content));
  tr.setDocAttribute("template", earlier.attrs["template"]);
  return tr.setMeta(TAKEN_OVER, true);
}
