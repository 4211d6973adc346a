// A text that stays as it is: it can be read, walked through with the cursor and selected, and every change bounces off.
// It stays an editor's text all the same, because only there does the keyboard select words.
import { keydownHandler } from "prosemirror-keymap";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Factor, Tag } from "../api";
import type { Passage } from "./passages";

/** What becomes of tags that are put on words of a text that stays as it is. */
export type LaterTags = {
  /** A passage is tagged; `document` is the text with this one passage more. */
  add: (tag: Tag, document: string, passage: string) => void;
  /** Whether a passage was tagged later, so that its tag can be taken back. */
  has: (passage: string) => boolean;
  /** The tag of such a passage is taken back. */
  remove: (passage: Passage) => void;
};

function refuse(_: EditorView, event: Event): boolean {
  event.preventDefault();
  return true;
}

/** Lets nothing change; `palette` opens the tag palette at a row, or where it was left. */
export function frozen(palette: (factor: Factor | null) => boolean): Plugin {
  return new Plugin({
    filterTransaction: (tr) => !tr.docChanged,
    props: {
      handleKeyDown: keydownHandler({
        "Alt-b": () => palette("B"),
        "Alt-e": () => palette("E"),
        "Alt-s": () => palette("S"),
        "Alt-t": () => palette(null),
      }),
      handleTextInput: () => true,
      handleDOMEvents: { beforeinput: refuse, cut: refuse, paste: refuse, drop: refuse },
    },
  });
}
