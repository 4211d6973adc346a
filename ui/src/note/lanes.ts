// Which line under the text belongs to which passage, where several overlap.
import type { Passage } from "./passages";

type Stretch = Pick<Passage, "passage" | "from" | "to">;

/** A lane for each passage, counted from the text: the nearest that no passage before it still needs. */
export function lanesOf(passages: readonly Stretch[]): Map<string, number> {
  const lanes = new Map<string, number>();
  const taken: number[] = [];
  const inOrder = passages.toSorted((a, b) => a.from - b.from || b.to - a.to);
  for (const { passage, from, to } of inOrder) {
    const free = taken.findIndex((end) => end <= from);
    const lane = free < 0 ? taken.length : free;
    taken[lane] = to;
    lanes.set(passage, lane);
  }
  return lanes;
}
