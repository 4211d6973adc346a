// What is typed into the search, as the filters that are pressed change it. Rust reads it; here pieces only come and go.

/** With one letter hardly anything is sought. */
export const FROM_LETTERS = 2;

/** Filters that are begun for the clinician: she writes on behind the colon. */
export const TO_WRITE_ON = ["client:", "before:", "after:", "on:", "template:"] as const;

/** Whether this can only be a question to the notes: no name of a client looks like it. */
export function asksNotes(typed: string): boolean {
  return /[:"“”*]/u.test(typed) || /(^|\s)-\S/u.test(typed) || /(^|\s)(un)?signed(\s|$)/iu.test(typed);
}

/** With a piece more; what is written on behind a colon stands at the end. */
export function withPiece(typed: string, piece: string): string {
  const before = typed.trim();
  const after = piece.endsWith(":") ? "" : " ";
  return `${before}${before === "" ? "" : " "}${piece}${after}`;
}

/** Without a piece, where it stands by itself. */
export function withoutPiece(typed: string, piece: string): string {
  for (let at = typed.indexOf(piece); at >= 0; at = typed.indexOf(piece, at + 1)) {
    const before = typed.slice(0, at);
    const after = typed.slice(at + piece.length);
    if ((before === "" || /\s$/u.test(before)) && (after === "" || /^\s/u.test(after))) {
      return tidy(`${before.trimEnd()} ${after.trimStart()}`);
    }
  }
  // It touches its neighbour, as after a closing quote.
  return tidy(typed.replace(piece, " "));
}

function tidy(typed: string): string {
  const left = typed.trimStart();
  return left.trim() === "" ? "" : left;
}

/** Whether a filter is among those in use, however its letters are written. */
export function inUse(pieces: readonly string[], piece: string): string | null {
  return pieces.find((one) => one.toLowerCase() === piece.toLowerCase()) ?? null;
}
