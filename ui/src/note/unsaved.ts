// Words whose saving failed when their screen was left. They wait here, in memory, for the note to be opened again.
type Unsaved = { document: string; revision: number };

const waiting = new Map<number | string, Unsaved>();

/** `where` is the session of a note; other texts have names of their own. */
export function keepUnsaved(where: number | string, document: string, revision: number): void {
  waiting.set(where, { document, revision });
}

/** Hands the waiting words over, once. */
export function takeUnsaved(where: number | string): Unsaved | null {
  const found = waiting.get(where) ?? null;
  waiting.delete(where);
  return found;
}

export function forgetUnsaved(): void {
  waiting.clear();
}

export const anyUnsaved = (): boolean => waiting.size > 0;
