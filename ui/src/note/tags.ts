// How tags show in the text: a letter at the end of each passage, and a wash over the ones the cursor stands in.
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { passagesAt, passagesOf, type Passage } from "./passages";

type Marked = { letters: DecorationSet; choosing: boolean };

/** Code units of the longest letter that is looked for; a family of emoji has about this many. */
const LONGEST_LETTER = 32;
const key = new PluginKey<Marked>("tags");

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Where the last letter of a passage starts: its mark hangs there, so that no other decoration can split it in two. */
function lastLetter(passage: Passage): number {
  const tail = [...graphemes.segment(passage.text.slice(-LONGEST_LETTER))].at(-1);
  return Math.max(passage.from, passage.to - (tail?.segment.length ?? 1));
}

function letters(doc: Node): DecorationSet {
  return DecorationSet.create(
    doc,
    passagesOf(doc).map((one) =>
      Decoration.inline(lastLetter(one), one.to, {
        nodeName: "span",
        class: "tag-end",
        "data-factor": one.factor,
        "data-letter": one.factor,
      }),
    ),
  );
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
    init: (_, state) => ({ letters: letters(state.doc), choosing: false }),
    apply: (tr, before, _, state) => ({
      letters: tr.docChanged ? letters(state.doc) : before.letters,
      choosing: (tr.getMeta(key) as boolean | undefined) ?? before.choosing,
    }),
  },
  props: {
    decorations: (state) => (key.getState(state)?.letters ?? DecorationSet.empty).add(state.doc, washes(state)),
  },
});
