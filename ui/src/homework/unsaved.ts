// Homework or a goal that was being typed when its form went and that the records did not take. It waits here, in memory.
type What = "agreeing" | "looking" | "goal";

const waiting = new Map<string, string>();
/** A task or a look has its session, a goal its client. */
const key = (what: What, session: number, homework: number | null) => `${what} ${session} ${homework ?? "new"}`;

export function keepUnsavedHomework(what: What, session: number, homework: number | null, words: unknown): void {
  waiting.set(key(what, session, homework), JSON.stringify(words));
}

/** Hands the waiting words over, once. */
export function takeUnsavedHomework(what: What, session: number, homework: number | null): unknown {
  const found = waiting.get(key(what, session, homework));
  waiting.delete(key(what, session, homework));
  return found === undefined ? null : JSON.parse(found);
}

export const hasUnsavedHomework = (what: What, session: number, homework: number | null): boolean =>
  waiting.has(key(what, session, homework));

export function forgetUnsavedHomework(): void {
  waiting.clear();
}

export const anyUnsavedHomework = (): boolean => waiting.size > 0;
