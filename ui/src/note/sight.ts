// Where things are to be seen in a note: the palette beside the selection, a passage, a place that was looked for.
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Spot } from "../api";
import { findSpot } from "../search/spot";

/** Where the palette stands in the page of the note, in px; `above` when there is no room for it below. */
export type Beside = { top: number; left: number; above: boolean };

const PALETTE_HEIGHT = 210;

/** Below the end of the selection, or above its start. */
export function paletteBeside(view: EditorView): Beside {
  const { selection } = view.state;
  const box = (view.dom.parentElement ?? view.dom).getBoundingClientRect();
  const end = view.coordsAtPos(selection.to, -1);
  const start = view.coordsAtPos(selection.from, 1);
  const above = end.bottom + PALETTE_HEIGHT > window.innerHeight && start.top > PALETTE_HEIGHT;
  return { above, top: above ? start.top - box.top : end.bottom - box.top, left: Math.max(0, start.left - box.left) };
}

/** Puts the cursor there and shows it. */
export function goInto(view: EditorView, at: number): void {
  const { state } = view;
  view.focus();
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, at)));
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  reveal(view, at, calm ? "auto" : "smooth");
}

/** Selects the words that were looked for; when they are gone, only the note has the focus. */
export function selectSpot(view: EditorView, spot: Spot): void {
  const { state } = view;
  const found = findSpot(state.doc, spot);
  view.focus();
  if (!found) return;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, found.from, found.to)));
  // Once the screen around it stands.
  window.requestAnimationFrame(() => view.isDestroyed || reveal(view, found.from, "auto"));
}

function reveal(view: EditorView, at: number, behavior: ScrollBehavior): void {
  const { node } = view.domAtPos(at);
  const element = node instanceof Element ? node : node.parentElement;
  element?.scrollIntoView({ block: "center", behavior });
}
