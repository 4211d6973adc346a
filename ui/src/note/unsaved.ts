// Words whose saving failed when their screen was left. They wait here, in memory, for it to be opened again.
type Unsaved = { document: string; revision: number };
/** Words of a session, or of a template or snippet, whose number is 0 while it is new. */
type What = "note" | "addendum" | "process note" | "template" | "snippet";

const waiting = new Map<string, Unsaved>();
const key = (what: What, id: number) => `${what} ${id}`;

export function keepUnsaved(what: What, id: number, document: string, revision: number): void {
  waiting.set(key(what, id), { document, revision });
}

/** Hands the waiting words over, once. */
export function takeUnsaved(what: What, id: number): Unsaved | null {
  const found = waiting.get(key(what, id)) ?? null;
  waiting.delete(key(what, id));
  return found;
}

export function forgetUnsaved(): void {
  waiting.clear();
}

export const anyUnsaved = (): boolean => waiting.size > 0;
