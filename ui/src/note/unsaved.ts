// Words whose saving failed when their screen was left. They wait here, in memory, for their session to be opened again.
type Unsaved = { document: string; revision: number };
type What = "note" | "addendum" | "process note";

const waiting = new Map<string, Unsaved>();
const key = (what: What, session: number) => `${what} ${session}`;

export function keepUnsaved(what: What, session: number, document: string, revision: number): void {
  waiting.set(key(what, session), { document, revision });
}

/** Hands the waiting words over, once. */
export function takeUnsaved(what: What, session: number): Unsaved | null {
  const found = waiting.get(key(what, session)) ?? null;
  waiting.delete(key(what, session));
  return found;
}

export function forgetUnsaved(): void {
  waiting.clear();
}

export const anyUnsaved = (): boolean => waiting.size > 0;
