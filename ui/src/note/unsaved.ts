// Words whose saving failed when their screen was left. They wait here, in memory, for the note to be opened again.
type Unsaved = { document: string; revision: number };

const waiting = new Map<number, Unsaved>();

export function keepUnsaved(session: number, document: string, revision: number): void {
  waiting.set(session, { document, revision });
}

/** Hands the waiting words over, once. */
export function takeUnsaved(session: number): Unsaved | null {
  const found = waiting.get(session) ?? null;
  waiting.delete(session);
  return found;
}

export function forgetUnsaved(): void {
  waiting.clear();
}

export const anyUnsaved = (): boolean => waiting.size > 0;
