// The shapes of the charts of homework, in units that the drawing scales. Pure, so it is tested alone.
import type { HomeworkSums, Rated } from "../api";

/** How a look is drawn: full, hatched, or only its outline; so they are told apart without any colour. */
export type Fill = "done" | "partly" | "notDone";
export type Piece = { fill: Fill; from: number; count: number };

const FILLS: readonly Fill[] = ["done", "partly", "notDone"];

/** Looks one after the other: done first. What is zero is not drawn. */
export function pieces(sums: HomeworkSums): Piece[] {
  let from = 0;
  return FILLS.flatMap((fill) => {
    const count = sums[fill];
    const piece = { fill, from, count };
    from += count;
    return count > 0 ? [piece] : [];
  });
}

/** The mean of marks, or nothing where there are none. */
export const mean = ({ sum, count }: Rated): number | null => (count === 0 ? null : sum / count);

/** How well as both see it, each mark counting once. */
export const howWell = (sums: HomeworkSums): number | null =>
  mean({
    sum: sums.wellClient.sum + sums.wellClinician.sum,
    count: sums.wellClient.count + sums.wellClinician.count,
  });

export const markWords = (mark: number | null): string => (mark === null ? "–" : mark.toFixed(1));

/** The longest bar, and never less than one so that nothing is divided by zero. */
export const longest = (all: HomeworkSums[]): number =>
  Math.max(1, ...all.map((sums) => Math.max(sums.agreed, sums.lookedAt)));
