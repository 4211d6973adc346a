// Words that were still being typed when their note was signed from elsewhere. They cannot go into the note any more, and
// are not lost: they become the draft of an addendum.
import type { Node } from "prosemirror-model";
import { commands, type AddendumDraft } from "../api";
import { readNote } from "../note/readable";
import { readDocument } from "../note/schema";
import { keepUnsaved, takeUnsaved } from "../note/unsaved";

/** The lines of a note that another state of it does not have, as one text; all of them where that one cannot be read. */
export function newLines(written: Node, signed: Node | null): string {
  const there = new Set(signed ? linesOf(signed) : []);
  return linesOf(written)
    .filter((line) => !there.has(line))
    .join("\n");
}

function linesOf(doc: Node): string[] {
  return doc
    .textBetween(0, doc.content.size, "\n")
    .split("\n")
    .filter((line) => line.trim() !== "");
}

/** Puts such words into the session's draft of an addendum, after what stands in it; answers what the draft then says, or
    null where there were none. */
export async function addWhatCameLate(session: number, signed: string, draft: AddendumDraft | null) {
  const left = takeUnsaved("note", session);
  const words = left ? newLines(readDocument(left.document), readNote(signed, null).doc) : "";
  if (!left || words === "") return null;
  const longer = { reason: draft?.reason ?? "", text: [draft?.text, words].filter(Boolean).join("\n\n") };
  try {
    await commands.draftAddendum(session, longer);
  } catch (thrown) {
    keepUnsaved("note", session, left.document, left.revision);
    throw thrown;
  }
  return longer;
}
