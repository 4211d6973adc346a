const SPARE = 10;

/** Which rows of a list are in sight, with a few to spare; `above` is how far the list has gone past the top. */
export function rowsInSight(list: { rows: number; row: number; above: number; height: number }): {
  first: number;
  last: number;
  before: number;
  after: number;
} {
  const seen = Math.ceil(list.height / list.row) + 2 * SPARE;
  const first = Math.max(0, Math.min(Math.floor(list.above / list.row) - SPARE, list.rows - seen));
  const last = Math.min(list.rows, first + seen);
  return { first, last, before: first * list.row, after: (list.rows - last) * list.row };
}
