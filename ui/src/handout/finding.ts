// Finding handouts and material by words and filters, as they are typed.
import type { Aspect, Factor } from "../api";
import { folded } from "../kit/folded";

export type Filters = { words: string; article: string; factor: Factor | ""; aspect: Aspect | "" };

export const NO_FILTERS: Filters = { words: "", article: "", factor: "", aspect: "" };

/** What can be looked for in a thing: its texts, its articles, its factors, its aspect. */
type Findable = { texts: string[]; articles: string[]; factors: Factor[]; aspect?: Aspect | null };

/** Whether every word that is typed begins a word of the thing, and every filter lets it through. */
export function finds(filters: Filters, thing: Findable): boolean {
  if (filters.article !== "" && !thing.articles.includes(filters.article)) return false;
  if (filters.factor !== "" && !thing.factors.includes(filters.factor)) return false;
  if (filters.aspect !== "" && thing.aspect !== filters.aspect) return false;
  const sought = folded(filters.words).split(/\s+/u).filter(Boolean);
  if (sought.length === 0) return true;
  const words = folded([...thing.texts, ...thing.articles].join(" ")).split(/[^\p{L}\p{N}]+/u);
  return sought.every((start) => words.some((word) => word.startsWith(start)));
}

export const isFiltering = (filters: Filters): boolean =>
  filters.words.trim() !== "" || filters.article !== "" || filters.factor !== "" || filters.aspect !== "";
