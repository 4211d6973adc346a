// Snippets: a semicolon and an abbreviation, then a space or Tab, become the words they stand for.
import { closeHistory } from "prosemirror-history";
import { Fragment, Slice } from "prosemirror-model";
import { Plugin, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import type { Snippet } from "../api";
import { schema } from "./schema";

const TYPED = /(?:^|\s);([^\s;]+)$/u;

/** The change that puts the words in place of the abbreviation before the cursor, and `after` behind them. */
export function expand(state: EditorState, known: readonly Snippet[], after: string): Transaction | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\n");
  const typed = TYPED.exec(before)?.[1];
  const snippet = typed && known.find((one) => one.abbreviation.toLowerCase() === typed.toLowerCase());
  if (!snippet) return null;
  const start = $from.pos - typed.length - 1;
  const [first = "", ...rest] = snippet.text.split("\n").map((line) => line.trimEnd());
  // A change of its own, so that undo brings the abbreviation back and no more.
  const tr = closeHistory(state.tr);
  if (rest.length === 0) return tr.insertText(first + after, start, $from.pos);
  const last = rest.length - 1;
  const lines = [first, ...rest.map((line, at) => (at === last ? line + after : line))];
  const paragraphs = lines.map((line) => schema.nodes.paragraph.create(null, line ? schema.text(line) : null));
  const slice = new Slice(Fragment.from(paragraphs), 1, 1);
  tr.replaceRange(start, $from.pos, slice);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map($from.pos)), -1));
}

/** `known` is asked at each key, because snippets may come later than the note. */
export function snippetsOf(known: () => readonly Snippet[]): Plugin {
  return new Plugin({
    props: {
      handleTextInput: (view, _from, _to, text) => {
        if (text !== " ") return false;
        const tr = expand(view.state, known(), " ");
        if (tr) view.dispatch(tr);
        return tr !== null;
      },
      handleKeyDown: (view, event) => {
        if (event.key !== "Tab" || event.shiftKey || event.altKey || event.ctrlKey) return false;
        const tr = expand(view.state, known(), "");
        if (tr) view.dispatch(tr);
        return tr !== null;
      },
    },
  });
}
