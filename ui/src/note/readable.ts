// A stored note as the window can show it: its text, or why it cannot be shown, with as many of its words as can be read.
import type { Node } from "prosemirror-model";
import { problemOf, type Note, type Problem } from "../api";
import { readDocument, wordsOf } from "./schema";

export type Readable = { doc: Node; problem: null; text: "" } | { doc: null; problem: Problem; text: string };

/** `unreadable` is what the records say of a note that they cannot read themselves. */
export function readNote(document: string, unreadable: Note["unreadable"]): Readable {
  if (unreadable) {
    const problem: Problem = { code: "other", message: unreadable.why, advice: unreadable.advice, seconds: null };
    return { doc: null, problem, text: unreadable.text };
  }
  try {
    return { doc: readDocument(document), problem: null, text: "" };
  } catch (thrown) {
    const { message } = problemOf(thrown instanceof Error ? thrown.message : thrown);
    const advice = `It is left as it is. ${message}`;
    const problem: Problem = { code: "other", message: "This note cannot be read.", advice, seconds: null };
    return { doc: null, problem, text: wordsOf(document) };
  }
}
