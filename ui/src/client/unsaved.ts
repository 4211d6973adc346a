// Details that the records refused when their screen was left. They wait here, in memory, to be put right.
import type { ClientDraft } from "../api";

const waiting = new Map<number, ClientDraft>();

export function keepUnsavedDetails(client: number, draft: ClientDraft): void {
  waiting.set(client, draft);
}

/** Hands the waiting details over, once. */
export function takeUnsavedDetails(client: number): ClientDraft | null {
  const found = waiting.get(client) ?? null;
  waiting.delete(client);
  return found;
}

export function forgetUnsavedDetails(): void {
  waiting.clear();
}

export const anyUnsavedDetails = (): boolean => waiting.size > 0;
