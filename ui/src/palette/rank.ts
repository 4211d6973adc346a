// What comes first in the palette. Pure: what is chosen often and lately stands before the rest, whatever kind it is of.
import { folded } from "../kit/folded";

export type Kind = "client" | "task" | "handout" | "action" | "note";

export type Choice = {
  kind: Kind;
  /** Which of its kind; with the kind it tells it from all others. */
  target: string;
  label: string;
  /** What else tells it from others of the same name. */
  about: string;
  /** Words of it, below. */
  text?: string;
  /** Other words that it is found by. */
  words?: string;
  /** The keys that do the same. */
  keys?: string;
  /** How much it is chosen; null where it never was. */
  score: number | null;
  /** Whether choosing it is not remembered. */
  fleeting?: boolean;
  run: () => unknown;
};

export type Group = { kind: Kind; title: string; choices: Choice[] };

/** So many of each kind. */
const MOST = 10;
/** So many before a letter is typed. */
const FIRST = 6;

const KINDS: readonly { kind: Kind; title: string }[] = [
  { kind: "client", title: "Clients" },
  { kind: "action", title: "Go to and do" },
  { kind: "task", title: "Homework" },
  { kind: "handout", title: "Handouts" },
  { kind: "note", title: "Notes" },
];

const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Whether each word that was typed begins a word of these. */
export function answers(typed: string, ...texts: string[]): boolean {
  const there = texts.flatMap(wordsOf);
  return wordsOf(typed).every((wanted) => there.some((word) => word.startsWith(wanted)));
}

// Below every score that there can be, and a number, so that two of them compare as equal.
const LEAST = -1e9;
const scoreOf = (one: Choice) => one.score ?? LEAST;

/** Those that were typed for, the most chosen first, then those whose name begins with the words; otherwise as they come. */
export function ranked(choices: readonly Choice[], typed: string): Choice[] {
  const begins = (one: Choice) => (folded(one.label).startsWith(folded(typed.trim())) ? 0 : 1);
  return choices
    .filter((one) => answers(typed, one.label, one.words ?? ""))
    .toSorted((one, other) => scoreOf(other) - scoreOf(one) || begins(one) - begins(other));
}

/** Under their headings: first the kind that holds what is chosen most. */
export function grouped(choices: readonly Choice[], typed: string): Group[] {
  const most = typed.trim() === "" ? FIRST : MOST;
  const groups = KINDS.map(({ kind, title }) => ({
    kind,
    title,
    choices: choices.filter((one) => one.kind === kind).slice(0, most),
  })).filter((group) => group.choices.length > 0);
  const best = (group: Group) => Math.max(...group.choices.map(scoreOf));
  return groups.toSorted((one, other) => best(other) - best(one));
}

/** "new session for ada" asks for an action with Ada: the words that name her, or null where it asks for none. */
export function sessionWith(typed: string): string | null {
  const found = /^\s*(?:new\s+|start\s+|today['’]s\s+)?(?:session|note)\s+(?:for\s+|with\s+)?(\S.*)$/iu.exec(typed);
  return found?.[1]?.trim() ?? null;
}
