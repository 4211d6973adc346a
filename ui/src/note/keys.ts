// Keys and typed shorthands of the note editor.
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, Plugin } from "prosemirror-state";
import type { Factor } from "../api";
import { schema } from "./schema";
import { nextPlace, placeBefore } from "./template";

const { nodes, marks } = schema;

const hardBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hardBreak.create()).scrollIntoView());
  return true;
};

/** Makes the block a heading, or a paragraph again. */
export const toggleHeading: Command = (state, dispatch, view) => {
  const { parent } = state.selection.$from;
  const isHeading = parent.type === nodes.heading;
  return setBlockType(isHeading ? nodes.paragraph : nodes.heading, isHeading ? null : { level: 2 })(
    state,
    dispatch,
    view,
  );
};

function toggleList(list: typeof nodes.bulletList): Command {
  return (state, dispatch, view) => {
    const { $from } = state.selection;
    const inside = $from.depth > 1 && $from.node($from.depth - 2).type === list;
    return inside ? liftListItem(nodes.listItem)(state, dispatch, view) : wrapInList(list)(state, dispatch, view);
  };
}

export const toggleBullets = toggleList(nodes.bulletList);
export const toggleNumbers = toggleList(nodes.orderedList);
export const toggleBold = toggleMark(marks.strong);
export const toggleItalic = toggleMark(marks.em);

/** At the start of a heading, Backspace first makes it a paragraph. */
const plainAgain: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type !== nodes.heading) return false;
  return setBlockType(nodes.paragraph)(state, dispatch);
};

/** The keys, in the order they are asked; `palette` opens the tag palette at a row, or where it was left; `templates` the
    list of templates. */
export function noteKeys(palette: (factor: Factor | null) => boolean, templates: () => void): Plugin[] {
  return [
    keymap({
      "Alt-b": () => palette("B"),
      "Alt-e": () => palette("E"),
      "Alt-s": () => palette("S"),
      "Alt-t": () => palette(null),
      "Alt-n": () => {
        templates();
        return true;
      },
      "Alt-ArrowDown": nextPlace,
      "Alt-ArrowUp": placeBefore,
    }),
    ...writingKeys(),
  ];
}

/** The keys of every text that is written. */
export function writingKeys(): Plugin[] {
  return [
    keymap({
      "Mod-z": undo,
      "Shift-Mod-z": redo,
      "Mod-y": redo,
      "Mod-b": toggleBold,
      "Mod-i": toggleItalic,
      "Shift-Enter": chainCommands(exitCode, hardBreak),
      Enter: splitListItem(nodes.listItem),
      Backspace: plainAgain,
      // Outside a list Tab moves on to the next control, as everywhere.
      Tab: sinkListItem(nodes.listItem),
      "Shift-Tab": liftListItem(nodes.listItem),
    }),
    keymap(baseKeymap),
  ];
}

export const noteRules = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-*]\s$/u, nodes.bulletList),
    wrappingInputRule(
      /^(\d{1,4})\.\s$/u,
      nodes.orderedList,
      (match) => ({ start: Number(match[1]) }),
      (match, list) => list.childCount + Number(list.attrs["start"]) === Number(match[1]),
    ),
    textblockTypeInputRule(/^(#{1,3})\s$/u, nodes.heading, (match) => ({ level: match[1]?.length ?? 1 })),
  ],
});
