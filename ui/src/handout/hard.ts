// Which pieces of a line are hard words, so that the pages can mark them where they stand.

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/** Cuts a line so that every second piece is one of the words, whole and in whatever case. */
export function marked(words: readonly string[]): (line: string) => string[] {
  if (words.length === 0) return (line) => [line];
  const any = words.map(escaped).join("|");
  const found = new RegExp(`(?<![\\p{L}\\p{N}'’])(${any})(?![\\p{L}\\p{N}'’])`, "giu");
  return (line) => line.split(found);
}
