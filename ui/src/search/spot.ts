// A place in a note, told by the words that stand there and how often they stand before it.
import type { Node } from "prosemirror-model";
import type { Spot } from "../api";

type Run = { start: number; at: number };
type Place = { from: number; to: number };

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

/** A place by its words in a plain text; nothing when they do not stand there any more. */
export function findWords(text: string, { words, nth }: Pick<Spot, "words" | "nth">): Place | null {
  if (words === "") return null;
  let found = -words.length;
  for (let left = nth; left >= 0; left -= 1) {
    found = text.indexOf(words, found + words.length);
    if (found < 0) return null;
  }
  return { from: found, to: found + words.length };
}

/** Where a spot is in the document; nothing when its words do not stand there any more. */
export function findSpot(doc: Node, spot: Spot): Place | null {
  const { text, runs } = textOf(doc);
  const found = findWords(text, spot);
  if (found === null) return null;
  const place = (index: number, isIn: (start: number) => boolean) => {
    const run = runs.findLast((one) => isIn(one.start));
    return run ? run.at + index - run.start : null;
  };
  const from = place(found.from, (start) => start <= found.from);
  const to = place(found.to, (start) => start < found.to);
  return from === null || to === null ? null : { from, to };
}
