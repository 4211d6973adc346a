// What the list of clients shows, and in which order. Plain functions over lines that are read once: with ten thousand
// clients a key press must cost no question to the records.
import type { ClientLine, ClientState } from "../api";
import { plural } from "../kit/dates";
import { folded } from "../kit/folded";
import { calledName } from "./words";

/** All whose work has not ended; one state; or everybody. */
export type StateFilter = "current" | ClientState | "all";
export type Order = "name" | "lastSession" | "nextStep";
export type Wanted = { words: string; state: StateFilter; label: string };

/** A line with all that can be searched in it, folded. */
export type Listed = { line: ClientLine; text: string; step: Step };
/** What waits to be done; the lower the rank the sooner. */
export type Step = { rank: number; words: string };

const NOTHING: Step = { rank: 9, words: "" };

/** The one thing that comes next with a client. */
export function nextStep(line: ClientLine): Step {
  if (line.state === "enquiry") return { rank: 0, words: "Answer the enquiry" };
  if (line.unsigned) return { rank: 1, words: "Sign the last note" };
  if (line.state === "waiting") return { rank: 2, words: "Offer a place" };
  if (line.state === "ended") return NOTHING;
  if (line.openHomework > 0) return { rank: 3, words: `Review ${plural(line.openHomework, "task")}` };
  if (line.sessions === 0) return { rank: 4, words: "First session" };
  return NOTHING;
}

export const listed = (line: ClientLine): Listed => ({
  line,
  text: folded([line.name, line.preferredName, ...line.people, ...line.labels].join("\n")),
  step: nextStep(line),
});

const inState = (line: ClientLine, state: StateFilter) =>
  state === "all" || (state === "current" ? line.state !== "ended" : line.state === state);

/** The lines that have every word, in the state and with the label. */
export function matching(all: readonly Listed[], { words, state, label }: Wanted): Listed[] {
  const each = folded(words).split(/\s+/u).filter(Boolean);
  return all.filter(
    ({ line, text }) =>
      inState(line, state) &&
      (label === "" || line.labels.includes(label)) &&
      each.every((word) => text.includes(word)),
  );
}

/** In order; the lines come sorted by name. */
export function ordered(lines: Listed[], order: Order): Listed[] {
  const day = ({ line }: Listed) => line.lastSession ?? "";
  if (order === "lastSession") return lines.toSorted((a, b) => day(b).localeCompare(day(a)));
  // Of those for whom the same comes next, who has waited longest comes first.
  if (order === "nextStep") return lines.toSorted((a, b) => a.step.rank - b.step.rank || day(a).localeCompare(day(b)));
  return lines;
}

/** Every label in use, by the alphabet. */
export function labelsOf(all: readonly Listed[]): string[] {
  return [...new Set(all.flatMap(({ line }) => line.labels))].toSorted((a, b) => a.localeCompare(b));
}

/** The name on record, where it says more than what somebody is called by. */
export const otherName = (line: ClientLine): string => (calledName(line) === line.name ? "" : line.name);
