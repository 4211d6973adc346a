// What a note may hold. The shell reads the same JSON and refuses any other name, so both sides change together.
import { Node, Schema, type Attrs, type Mark, type MarkSpec, type NodeSpec } from "prosemirror-model";
import type { Tag } from "../api";
import { ASPECTS, FACTORS, tagName } from "../api/model";

/** A tag on a passage: the pieces of text with the same `passage` are one passage. `comment` is null where none is. */
export type TagAttrs = Tag & { passage: string; comment: string | null };

/** The longest comment on a tag, in characters: a few words. */
export const LONGEST_COMMENT = 300;

const nodes = {
  // The form the note was begun in; part of the document, so that undo takes it back together with its headings.
  doc: { content: "block+", attrs: { template: { default: null, validate: "string|null" } } },
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
    attrs: { start: { default: 1, validate: checkStart } },
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
  // Taken over from an earlier note and not touched since. First of the marks, so that it wraps the others.
  copied: {
    inclusive: false,
    parseDOM: [],
    toDOM: () => ["span", { class: "copied" }, 0],
  },
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
      comment: { default: null, validate: "string|null" },
    },
    // Tags may overlap, and typing at the end of a passage leaves it.
    excludes: "",
    inclusive: false,
    parseDOM: [{ tag: "span[data-passage]", getAttrs: (span) => readTag(span.dataset) ?? false }],
    toDOM: (mark) => {
      const { passage, factor, aspect, comment } = tagAttrs(mark);
      const title = [tagName({ factor, aspect }), comment].filter(Boolean).join("\n");
      const data = { "data-passage": passage, "data-factor": factor, "data-aspect": aspect };
      return ["span", { class: "tag", ...data, ...(comment ? { "data-comment": comment } : {}), title }, 0];
    },
  },
} satisfies Record<string, MarkSpec>;

export const schema = new Schema({ nodes, marks });

function oneOf(value: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) throw new RangeError(`A note cannot hold ${JSON.stringify(value)} here`);
}

/** The records count the items of a list in 32 bits. */
const LARGEST_START = 4_294_967_295;
const isStart = (start: unknown): boolean =>
  Number.isInteger(start) && Number(start) >= 0 && Number(start) <= LARGEST_START;

function checkStart(start: unknown): void {
  if (!isStart(start)) throw new RangeError("A note cannot count a list from there");
}

function startOf(list: HTMLElement): number {
  const start = Number.parseInt(list.getAttribute("start") ?? "1", 10);
  return isStart(start) ? start : 1;
}

function readTag(from: Record<string, unknown>): TagAttrs | null {
  const factor = FACTORS.find((known) => known === from["factor"]);
  const aspect = ASPECTS.find((known) => known === from["aspect"]);
  const passage = from["passage"];
  const said = from["comment"];
  const comment = typeof said === "string" && said ? said : null;
  return factor && aspect && typeof passage === "string" && passage ? { passage, factor, aspect, comment } : null;
}

/** The attributes of a tag mark, typed. */
export function tagAttrs(mark: Mark): TagAttrs {
  const read = readTag(mark.attrs satisfies Attrs);
  if (!read) throw new RangeError("A tag without passage, factor or aspect");
  return read;
}

/** A note as it is stored: without what says nothing. Half an emoji, which no UTF-8 can hold, becomes a replacement
    sign and blocks no save. */
export function written(node: Node): string {
  const known = writtenAlready.get(node);
  if (known !== undefined) return known;
  const made = node.isTextblock ? asStored(node.toJSON()) : withBlocks(node);
  writtenAlready.set(node, made);
  return made;
}

// A block that was not touched is the same object as before and reads the same, so a save writes out only what is new.
const writtenAlready = new WeakMap<Node, string>();

/** A node that holds blocks, at least one. */
function withBlocks(node: Node): string {
  const head = asStored({ type: node.type.name, attrs: node.attrs });
  return `${head.slice(0, -1)},"content":[${node.children.map(written).join(",")}]}`;
}

const asStored = (what: unknown): string =>
  JSON.stringify(what, (key, value: unknown) => {
    if (typeof value === "string") return value.toWellFormed();
    // Attributes that are not set are not written, so a note without them reads as it did before they were known.
    return isAttrs(key, value) ? given(value) : value;
  });

const isAttrs = (key: string, value: unknown): value is Record<string, unknown> =>
  key === "attrs" && typeof value === "object" && value !== null;

function given(attrs: Record<string, unknown>): Record<string, unknown> | undefined {
  const set = Object.entries(attrs).filter(([, value]) => value !== null);
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}

/** The document in stored JSON; throws when it is none. */
export function readDocument(json: string): Node {
  const node = Node.fromJSON(schema, JSON.parse(json));
  node.check();
  return node;
}

/** The words of a document that this window cannot show: whatever stands in its text nodes, a line for each. */
export function wordsOf(json: string): string {
  const words: string[] = [];
  const read = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { text } = value as { text?: unknown };
    if (typeof text === "string") words.push(text);
    Object.values(value).forEach(read);
  };
  try {
    read(JSON.parse(json));
  } catch {
    return "";
  }
  return words.join("\n");
}

/** Whether a note is one empty paragraph. */
export function isBlank(doc: Node): boolean {
  return doc.childCount === 1 && doc.firstChild?.type === schema.nodes.paragraph && doc.content.size === 2;
}
