// A place in a note, told by the words that stand there and how often they stand before it.
import type { Node } from "prosemirror-model";
import type { Spot } from "../api";

type Run = { start: number; at: number };

/** The note's text as Rust reads it, a line for each block, and where each run of it stands in the document. */
function textOf(doc: Node): { text: string; runs: Run[] } {
  const runs: Run[] = [];
  let text = "";
  doc.descendants((node, at) => {
    if (node.isTextblock && text !== "") text += "\n";
    if (!node.isInline) return true;
    runs.push({ start: text.length, at });
    text += node.isText ? (node.text ?? "") : "\n";
    return false;
  });
  return { text, runs };
}

/** Where a spot is in the document; nothing when its words do not stand there any more. */
export function findSpot(doc: Node, spot: Spot): { from: number; to: number } | null {
  if (spot.words === "") return null;
  const { text, runs } = textOf(doc);
  let found = -spot.words.length;
  for (let left = spot.nth; left >= 0; left -= 1) {
    found = text.indexOf(spot.words, found + spot.words.length);
    if (found < 0) return null;
  }
  const place = (index: number, isIn: (start: number) => boolean) => {
    const run = runs.findLast((one) => isIn(one.start));
    return run ? run.at + index - run.start : null;
  };
  const end = found + spot.words.length;
  const from = place(found, (start) => start <= found);
  const to = place(end, (start) => start < end);
  return from === null || to === null ? null : { from, to };
}
