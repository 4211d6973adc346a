// Templates in the editor: from their plain text to blocks, into a note, and from heading to heading.
import type { Node } from "prosemirror-model";
import { Selection, TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { Template } from "../api";
import { schema } from "./schema";

const { nodes } = schema;

/** The name that a note without a form remembers. */
export const FREE = "free";

export type Form = {
  blocks: Node[];
  /** What is shown in the empty place under a heading, by the headings that lead to it. */
  prompts: Map<string, string>;
};

/** Joins the headings that lead to a place. */
export const pathOf = (headings: readonly string[]): string => headings.join("\n");

/** The trail of headings after another one was met. */
export function trailAfter(trail: readonly [level: number, title: string][], level: number, title: string) {
  return [...trail.filter(([above]) => above < level), [level, title] as [number, string]];
}

/** Reads a template's text; practice/src/template.rs says what its signs mean. */
export function readTemplate(text: string): Form {
  const blocks: Node[] = [];
  const prompts = new Map<string, string>();
  let trail: [number, string][] = [];
  let items: Node[] = [];
  const paragraph = (words: string) => nodes.paragraph.create(null, words ? schema.text(words) : null);
  const closeList = () => {
    if (items.length > 0) blocks.push(nodes.bulletList.create(null, items));
    items = [];
  };
  for (const line of text.split("\n").map((one) => one.trim())) {
    const [, signs = "", words = ""] = /^(#{1,3}|-|>)\s+(.*)$/u.exec(line) ?? [null, "", line];
    if (signs !== "-") closeList();
    if (signs === "-" && words) items.push(nodes.listItem.create(null, paragraph(words)));
    else if (signs === ">") prompts.set(pathOf(trail.map(([, title]) => title)), words);
    else if (signs && words) {
      if (blocks.at(-1)?.type === nodes.heading && prompts.has(pathOf(trail.map(([, title]) => title))))
        blocks.push(paragraph(""));
      trail = trailAfter(trail, signs.length, words);
      blocks.push(nodes.heading.create({ level: signs.length }, schema.text(words)));
    } else if (words) blocks.push(paragraph(words));
  }
  closeList();
  if (blocks.at(-1)?.type === nodes.heading || blocks.length === 0) blocks.push(paragraph(""));
  return { blocks: withPlaces(blocks), prompts };
}

/** Under each heading a place to write, unless a deeper heading follows at once. */
function withPlaces(blocks: Node[]): Node[] {
  return blocks.flatMap((block, at) => {
    const next = blocks[at + 1];
    const deeper = Number(next?.attrs["level"]) > Number(block.attrs["level"]);
    const bare = block.type === nodes.heading && next?.type === nodes.heading && !deeper;
    return bare ? [block, nodes.paragraph.create()] : [block];
  });
}

/** The heading that a template begins with, by which a note is known to hold it. */
export const firstHeading = ({ text }: Pick<Template, "text">): string => /^#+\s+(.*)$/mu.exec(text)?.[1] ?? "";

/** Whether a note is a template in which nothing was written. */
export const untouched = (doc: Node, known: readonly Template[]): boolean =>
  known.some(({ text }) => {
    const { blocks } = readTemplate(text);
    return blocks.length === doc.childCount && blocks.every((block, at) => doc.child(at).eq(block));
  });

/** Puts a template into a note: in place of nothing, and of another template that was not written in; otherwise after
    the paragraph with the cursor, and the note stays one of the template that it was begun in. */
export function insertTemplate(state: EditorState, template: Template, known: readonly Template[]): Transaction {
  const { doc, selection, tr } = state;
  const { blocks } = readTemplate(template.text);
  const blank = doc.textContent.trim() === "" || untouched(doc, known);
  const here = selection.$from.node(1);
  const from = selection.$from.before(1);
  const empty = here.isTextblock && here.content.size === 0;
  const [start, end] = blank
    ? [0, doc.content.size]
    : empty
      ? [from, from + here.nodeSize]
      : [selection.$to.after(1), selection.$to.after(1)];
  tr.replaceWith(start, end, blocks);
  if (blank || [null, FREE].includes(doc.attrs["template"] as string | null))
    tr.setDocAttribute("template", template.key);
  const place = placesOf(tr.doc).find((one) => one > start) ?? start;
  return tr.setSelection(Selection.near(tr.doc.resolve(place), -1)).scrollIntoView();
}

/** Makes the note free of any form. Headings in which nothing was written go. */
export function freeOfTemplate(state: EditorState, known: readonly Template[]): Transaction {
  const { tr, doc } = state;
  if (untouched(doc, known)) tr.replaceWith(0, doc.content.size, nodes.paragraph.create());
  return tr.setDocAttribute("template", FREE);
}

/** Where one writes on under each heading: at the end of what stands there. Headings right above a deeper one have no
    place of their own. */
export function placesOf(doc: Node): number[] {
  const places: number[] = [];
  doc.forEach((block, offset, at) => {
    const next = doc.maybeChild(at + 1);
    const isLast = next === null || (next.type === nodes.heading && block.type !== nodes.heading);
    if (isLast) places.push(TextSelection.near(doc.resolve(offset + block.nodeSize), -1).to);
  });
  return places;
}

function goTo(pick: (places: number[], at: number) => number | undefined): Command {
  return (state, dispatch) => {
    const headed = state.doc.content.content.some((block) => block.type === nodes.heading);
    const place = headed ? pick(placesOf(state.doc), state.selection.head) : undefined;
    if (place === undefined) return headed;
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, place)).scrollIntoView());
    return true;
  };
}

/** To the place under the next heading. */
export const nextPlace = goTo((places, at) => {
  const here = places.findIndex((place) => place >= at);
  return here < 0 ? undefined : places[here + 1];
});

/** To the place under the heading before. */
export const placeBefore = goTo((places, at) => {
  const here = places.findIndex((place) => place >= at);
  return here < 0 ? places.at(-1) : places[here - 1];
});
