// The open tasks of all clients that the filter lets through, a page at a time.
import {
  commands,
  problemOf,
  type BoardCounts,
  type BoardFilter,
  type BoardLine,
  type BoardPlace,
  type BoardState,
  type Factor,
  type Problem,
} from "../api";
import { NONE, type None } from "./words";

export type Wanted = {
  state: BoardState | "all";
  factor: Factor | None;
  client: { id: number; name: string } | null;
};

export const EVERYTHING: Wanted = { state: "all", factor: NONE, client: null };

/** The states as the board names them, the most pressing first. */
export const STATES: readonly { value: BoardState; label: string; about: string }[] = [
  { value: "stale", label: "Stale", about: "Two sessions or four weeks went by without a look" },
  { value: "waiting", label: "To look at", about: "A session went by, or the day is over" },
  { value: "due", label: "Due", about: "To be done before the next session" },
];

const filterOf = ({ state, factor, client }: Wanted, after: BoardPlace | null): BoardFilter => ({
  state: state === "all" ? null : state,
  factor: factor === NONE ? null : factor,
  client: client?.id ?? null,
  after,
});

export class Board {
  lines = $state.raw<BoardLine[] | null>(null);
  counts = $state.raw<BoardCounts | null>(null);
  next = $state.raw<BoardPlace | null>(null);
  loading = $state(false);
  problem = $state.raw<Problem | null>(null);
  #turn = 0;

  /** The first page comes before the counts, which look at every task. */
  async show(wanted: Wanted): Promise<void> {
    const turn = await this.#read(wanted, null, []);
    try {
      const counts = await commands.homeworkBoardCounts(filterOf(wanted, null));
      if (turn === this.#turn) this.counts = counts;
    } catch {
      // The page says what is wrong; without counts it is still whole.
      if (turn === this.#turn) this.counts = null;
    }
  }

  async showMore(wanted: Wanted): Promise<void> {
    await this.#read(wanted, this.next, this.lines ?? []);
  }

  async #read(wanted: Wanted, after: BoardPlace | null, before: BoardLine[]): Promise<number> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await commands.homeworkBoard(filterOf(wanted, after));
      if (turn !== this.#turn) return turn;
      this.lines = [...before, ...page.lines];
      this.next = page.next;
      this.problem = null;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
    return turn;
  }
}

/** The lines under the state they are in, in the order they come in. */
export const byState = (lines: BoardLine[]): { state: BoardState; lines: BoardLine[] }[] =>
  STATES.map(({ value }) => ({ state: value, lines: lines.filter((line) => line.state === value) })).filter(
    (group) => group.lines.length > 0,
  );
