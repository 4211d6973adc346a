// A score as it is typed: with a point or a comma, and up to two digits after it.

/** The number, or nothing where it is none. */
export function pointsOf(text: string): number | null {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  return /^-?\d{1,6}(\.\d{1,2})?$/u.test(plain) && Math.abs(Number(plain)) <= 100_000 ? Number(plain) : null;
}
