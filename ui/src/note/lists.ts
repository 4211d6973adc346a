// Lists in lists, no deeper than the records read: a note whose lists are deeper could not be saved any more.
import { Fragment, Slice, type Node, type ResolvedPos } from "prosemirror-model";
import { schema } from "./schema";

const { nodes } = schema;

/** So deep may lists stand in one another; the records read three times as much. */
export const DEEPEST = 9;

const isList = (node: Node): boolean => node.type === nodes.bulletList || node.type === nodes.orderedList;

/** In how many lists a place stands. */
export function depthAt(at: ResolvedPos): number {
  let depth = 0;
  for (let level = 1; level <= at.depth; level++) if (isList(at.node(level))) depth++;
  return depth;
}

/** The same words where lists are that go no deeper: what stands deeper comes as items of the last list that may be. */
export function shallow(slice: Slice, deepest: number): Slice {
  const content = blocks(slice.content, Math.max(1, deepest));
  return content.eq(slice.content) ? slice : Slice.maxOpen(content);
}

const blocks = (content: Fragment, left: number): Fragment =>
  Fragment.fromArray(content.content.map((node) => (isList(node) ? list(node, left) : node)));

function list(node: Node, left: number): Node {
  return node.copy(Fragment.fromArray(node.children.flatMap((item) => (left > 1 ? [deeper(item, left)] : flat(item)))));
}

const deeper = (item: Node, left: number): Node => item.copy(blocks(item.content, left - 1));

/** An item without lists in it: the items of those that were come after it, and after them what stood below. */
function flat(item: Node): Node[] {
  const items: Node[][] = [];
  let open = false;
  for (const child of item.children) {
    if (isList(child)) items.push(...child.children.flatMap(flat).map((inner) => [...inner.children]));
    else if (open) items.at(-1)?.push(child);
    else items.push([nodes.paragraph.create(null, child.content)]);
    open = !isList(child);
  }
  return items.map((content) => nodes.listItem.create(null, content));
}
