// The lines of the log that the filter lets through, a page at a time.
import { commands, problemOf, type LogLine, type Problem } from "../api";
import { isDay } from "../kit/day";
import { dayOf, daysAfter } from "../kit/dates";
import { KINDS } from "./words";

/** So many entries come at a time. */
const PAGE = 100;

export type Wanted = { client: { id: number; name: string } | null; kind: string; from: string; until: string };

export class Log {
  lines = $state.raw<LogLine[] | null>(null);
  more = $state(false);
  loading = $state(false);
  problem = $state.raw<Problem | null>(null);
  #oldest: number | null = null;
  #turn = 0;

  /** Begins anew with another filter. */
  async show(wanted: Wanted): Promise<void> {
    this.#oldest = null;
    await this.#read(wanted, []);
  }

  async showMore(wanted: Wanted): Promise<void> {
    await this.#read(wanted, this.lines ?? []);
  }

  async #read(wanted: Wanted, before: LogLine[]): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const page = await commands.logPage({
        client: wanted.client?.id ?? null,
        verbs: [...(KINDS.find((kind) => kind.value === wanted.kind)?.verbs ?? [])],
        // The records count days in universal time: a day more on each side, and what is too much goes below.
        from: isDay(wanted.from) ? daysAfter(wanted.from, -1) : null,
        until: isDay(wanted.until) ? daysAfter(wanted.until, 1) : null,
        before: this.#oldest,
      });
      if (turn !== this.#turn) return;
      this.#oldest = page.at(-1)?.sequence ?? this.#oldest;
      this.more = page.length === PAGE;
      this.lines = [...before, ...page.filter((line) => within(line, wanted))];
      this.problem = null;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}

function within(line: LogLine, { from, until }: Wanted): boolean {
  const first = dayOf(new Date(line.at));
  const last = dayOf(new Date(line.until ?? line.at));
  // Words that are no day yet leave nothing out.
  return (!isDay(from) || last >= from) && (!isDay(until) || first <= until);
}
