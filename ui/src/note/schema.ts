// What a note may hold. The shell reads the same JSON and refuses any other name, so both sides change together.
import { Schema, type Attrs, type Mark, type MarkSpec, type NodeSpec } from "prosemirror-model";
import type { Tag } from "../api";
import { ASPECTS, FACTORS, tagName } from "../api/model";

/** A tag on a passage: the pieces of text with the same `passage` are one passage. */
export type TagAttrs = Tag & { passage: string };

const nodes = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  heading: {
    attrs: { level: { default: 1, validate: (level: unknown) => oneOf(level, [1, 2, 3]) } },
    content: "inline*",
    group: "block",
    defining: true,
    parseDOM: [
      { tag: "h1", attrs: { level: 1 } },
      { tag: "h2", attrs: { level: 2 } },
      { tag: "h3, h4, h5, h6", attrs: { level: 3 } },
    ],
    // The screen has headings of its own above the note, so these start one deeper.
    toDOM: (node) => [`h${Number(node.attrs["level"]) + 1}`, { class: "note-heading" }, 0],
  },
  bulletList: { content: "listItem+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  orderedList: {
    attrs: { start: { default: 1, validate: "number" } },
    content: "listItem+",
    group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (list) => ({ start: startOf(list) }) }],
    toDOM: (node) => ["ol", { start: String(node.attrs["start"]) }, 0],
  },
  listItem: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  text: { group: "inline" },
  hardBreak: {
    inline: true,
    group: "inline",
    selectable: false,
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
    leafText: () => "\n",
  },
} satisfies Record<string, NodeSpec>;

const marks = {
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b", getAttrs: (b) => (b.style.fontWeight === "normal" ? false : null) }],
    toDOM: () => ["strong", 0],
  },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  tag: {
    attrs: {
      passage: { validate: "string" },
      factor: { validate: (factor: unknown) => oneOf(factor, FACTORS) },
      aspect: { validate: (aspect: unknown) => oneOf(aspect, ASPECTS) },
    },
    // Tags may overlap, and typing at the end of a passage leaves it.
    excludes: "",
    inclusive: false,
    parseDOM: [{ tag: "span[data-passage]", getAttrs: (span) => readTag(span.dataset) ?? false }],
    toDOM: (mark) => {
      const { passage, factor, aspect } = tagAttrs(mark);
      const title = tagName({ factor, aspect });
      return [
        "span",
        { class: "tag", "data-passage": passage, "data-factor": factor, "data-aspect": aspect, title },
        0,
      ];
    },
  },
} satisfies Record<string, MarkSpec>;

export const schema = new Schema({ nodes, marks });

function oneOf(value: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) throw new RangeError(`A note cannot hold ${JSON.stringify(value)} here`);
}

function startOf(list: HTMLElement): number {
  const start = Number.parseInt(list.getAttribute("start") ?? "1", 10);
  return Number.isSafeInteger(start) && start >= 0 ? start : 1;
}

function readTag(from: Record<string, unknown>): TagAttrs | null {
  const factor = FACTORS.find((known) => known === from["factor"]);
  const aspect = ASPECTS.find((known) => known === from["aspect"]);
  const passage = from["passage"];
  return factor && aspect && typeof passage === "string" && passage ? { passage, factor, aspect } : null;
}

/** The attributes of a tag mark, typed. */
export function tagAttrs(mark: Mark): TagAttrs {
  const read = readTag(mark.attrs satisfies Attrs);
  if (!read) throw new RangeError("A tag without passage, factor or aspect");
  return read;
}
