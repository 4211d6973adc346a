// How tags show in the text: a line under each passage, a letter at its end, and a wash over the ones the cursor stands
// in. Passages that overlap get lanes of their own under the text, so that none hides another.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { lanesOf } from "./lanes";
import { passagesAt, passagesOf, type Passage } from "./passages";

type Marked = { drawn: DecorationSet; choosing: boolean };

/** Code units of the longest letter that is looked for; a family of emoji has about this many. */
const LONGEST_LETTER = 32;
/** So many lanes fit between two lines of text as they are. */
const LANES_WITH_ROOM = 3;
const key = new PluginKey<Marked>("tags");

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Where the last letter of a passage starts: its mark hangs there, so that no other decoration can split it in two. */
function lastLetter(passage: Passage): number {
  const tail = [...graphemes.segment(passage.text.slice(-LONGEST_LETTER))].at(-1);
  return Math.max(passage.from, passage.to - (tail?.segment.length ?? 1));
}

function draw(doc: Node): DecorationSet {
  const passages = passagesOf(doc);
  const lanes = lanesOf(passages);
  const drawn: Decoration[] = [];
  for (const one of passages) {
    const lane = lanes.get(one.passage) ?? 0;
    const line = { nodeName: "span", class: "tag-line", "data-factor": one.factor, style: `--lane: ${lane}` };
    drawn.push(Decoration.inline(one.from, one.to, line));
    const letter = { nodeName: "span", class: "tag-end", "data-factor": one.factor, "data-letter": one.factor };
    drawn.push(Decoration.inline(lastLetter(one), one.to, letter));
  }
  return DecorationSet.create(doc, [...drawn, ...room(doc, passages, lanes)]);
}

/** Lines stand further apart in a block where more passages overlap than there is room for. */
function room(doc: Node, passages: Passage[], lanes: Map<string, number>): Decoration[] {
  const needed = new Map<number, { size: number; lanes: number }>();
  for (const one of passages) {
    const lane = lanes.get(one.passage) ?? 0;
    if (lane < LANES_WITH_ROOM) continue;
    doc.nodesBetween(one.from, one.to, (node, at) => {
      if (!node.isTextblock) return true;
      needed.set(at, { size: node.nodeSize, lanes: Math.max(lane + 1, needed.get(at)?.lanes ?? 0) });
      return false;
    });
  }
  return [...needed].map(([at, { size, lanes: count }]) =>
    Decoration.node(at, at + size, { class: "many-lanes", style: `--more-lanes: ${count - LANES_WITH_ROOM}` }),
  );
}

/** What is drawn after a change. Where every passage only moved along with its text, so does what is drawn of it; that
    is so for nearly every key, and costs the same in a long note as in a short one. */
function redraw(tr: Transaction, before: Node, drawn: DecorationSet): DecorationSet {
  const [old, now] = [passagesOf(before), passagesOf(tr.doc)];
  const moved =
    old.length === now.length &&
    now.every((one, at) => {
      const was = old[at];
      return (
        was?.passage === one.passage &&
        tr.mapping.map(was.from, 1) === one.from &&
        tr.mapping.map(was.to, -1) === one.to &&
        // Another last letter: its sign hangs elsewhere.
        was.text.at(-1) === one.text.at(-1)
      );
    });
  return moved ? drawn.map(tr.mapping, tr.doc) : draw(tr.doc);
}

function washes(state: EditorState): Decoration[] {
  const { selection } = state;
  const washes = selection.empty
    ? passagesAt(state).map((one) =>
        Decoration.inline(one.from, one.to, { class: "tag-here", "data-factor": one.factor }),
      )
    : [];
  // While the palette has the focus the browser may hide the selection, so it is drawn here.
  if (key.getState(state)?.choosing && !selection.empty) {
    washes.push(Decoration.inline(selection.from, selection.to, { class: "tag-choosing" }));
  }
  return washes;
}

/** Tells the text whether the palette is open over its selection. */
export function showChoosing(state: EditorState, choosing: boolean) {
  return state.tr.setMeta(key, choosing);
}

export const tagDecorations = new Plugin<Marked>({
  key,
  state: {
    init: (_, state) => ({ drawn: draw(state.doc), choosing: false }),
    apply: (tr, before, old) => ({
      drawn: tr.docChanged ? redraw(tr, old.doc, before.drawn) : before.drawn,
      choosing: (tr.getMeta(key) as boolean | undefined) ?? before.choosing,
    }),
  },
  props: {
    decorations: (state) => {
      const drawn = key.getState(state)?.drawn ?? DecorationSet.empty;
      const more = washes(state);
      return more.length > 0 ? drawn.add(state.doc, more) : drawn;
    },
  },
});
