// What a template asks, shown in the empty places under its headings. It is drawn, and no part of the note.
import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { Template } from "../api";
import { schema } from "./schema";
import { pathOf, readTemplate, trailAfter } from "./template";

const { nodes } = schema;

/** The empty places with their prompts. */
export function promptsIn(
  doc: Node,
  prompts: ReadonlyMap<string, string>,
): { from: number; to: number; prompt: string }[] {
  const found: { from: number; to: number; prompt: string }[] = [];
  let trail: [number, string][] = [];
  let waiting = false;
  doc.forEach((block, offset, at) => {
    if (block.type === nodes.heading) {
      trail = trailAfter(trail, Number(block.attrs["level"]), block.textContent);
      waiting = true;
    } else {
      // Asked only of empty places: of a long note at each key it would be a question for every block.
      const empty = waiting && block.type === nodes.paragraph && block.content.size === 0;
      const next = empty ? doc.maybeChild(at + 1) : null;
      const prompt = empty ? prompts.get(pathOf(trail.map(([, title]) => title))) : undefined;
      if (prompt && (next === null || next.type === nodes.heading))
        found.push({ from: offset, to: offset + block.nodeSize, prompt });
      waiting = false;
    }
  });
  return found;
}

/** What is asked in a note that was begun in a template: what that one asks, and, because another may have been put in
    after it, under other headings what those ask. */
export function promptsFor(key: unknown, known: readonly Template[]): ReadonlyMap<string, string> | null {
  const first = known.find((one) => one.key === key);
  if (!first) return null;
  const all = [...known.filter((one) => one !== first), first];
  return new Map(all.flatMap(({ text }) => [...readTemplate(text).prompts]));
}

/** `known` is asked at each change, because templates may come later than the note. */
export function promptsOf(known: () => readonly Template[]): Plugin {
  const read = new Map<unknown, ReadonlyMap<string, string> | null>();
  let of: readonly Template[] = [];
  const asked = (key: unknown) => {
    if (of !== known()) read.clear();
    of = known();
    if (!read.has(key)) read.set(key, promptsFor(key, of));
    return read.get(key) ?? null;
  };
  return new Plugin({
    props: {
      decorations: ({ doc }) => {
        const prompts = doc.attrs["template"] === null ? null : asked(doc.attrs["template"]);
        if (!prompts) return DecorationSet.empty;
        return DecorationSet.create(
          doc,
          promptsIn(doc, prompts).map(({ from, to, prompt }) =>
            Decoration.node(from, to, { class: "prompted", "data-prompt": prompt }),
          ),
        );
      },
    },
  });
}
