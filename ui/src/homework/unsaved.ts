// What was being typed about homework, or of a formulation, when its form went and the records did not take it. It waits here, in memory.
import { SvelteMap } from "svelte/reactivity";
import type { Factor } from "../api";

/** A task or a look has its session, a goal, a rating or a measure its client, a template neither; what is new has no number yet. */
export type Place =
  | readonly ["agreeing" | "looking", session: number, homework: number | null]
  | readonly ["goal" | "rating", client: number, goal: number | null]
  | readonly ["template", practice: 0, own: number | null]
  | readonly ["formulation", client: number, factor: Factor]
  | readonly [`measure ${string}`, client: number, measure: number | null];

/** What waits; a screen that has its form shows it as soon as something does. */
const waiting = new SvelteMap<string, string>();
const key = (place: Place) => place.map((part) => part ?? "new").join(" ");

export function keepUnsavedHomework(place: Place, words: unknown): void {
  waiting.set(key(place), JSON.stringify(words));
}

/** Hands the waiting words over, once. */
export function takeUnsavedHomework(place: Place): unknown {
  const found = waiting.get(key(place));
  waiting.delete(key(place));
  return found === undefined ? null : JSON.parse(found);
}

export const hasUnsavedHomework = (place: Place): boolean => waiting.has(key(place));

export function forgetUnsavedHomework(): void {
  waiting.clear();
}

export const anyUnsavedHomework = (): boolean => waiting.size > 0;
