// A text without tags: what is pasted from a note leaves them behind.
import { Slice } from "prosemirror-model";
import { mapMarks } from "../note/passages";
import { schema } from "../note/schema";

const { marks } = schema;

/** The same words without tags, and without the mark of words that were taken over. */
export function withoutTags(slice: Slice): Slice {
  const plain = mapMarks(slice.content, (all) =>
    all.filter((mark) => mark.type !== marks.tag && mark.type !== marks.copied),
  );
  return new Slice(plain, slice.openStart, slice.openEnd);
}
