// Pages that follow each change of what is to be printed, on every screen that shows some.
import { problemOf, type PageView, type PrintWish, type Problem } from "../api";

/** What is drawn: the last that could be set, and why what came after it could not. */
export class Following<T extends { pages: PageView[] }> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  #draw: (wish: PrintWish) => Promise<T>;
  #wanted: PrintWish | null = null;
  #setting = false;
  #turn = 0;

  constructor(draw: (wish: PrintWish) => Promise<T>) {
    this.#draw = draw;
  }

  /** The pages follow at once. While some are being set, only the last wish waits. */
  follow(wish: PrintWish): void {
    this.#wanted = wish;
    if (!this.#setting) void this.#setAll();
  }

  /** Nobody looks any more: what is still being set comes too late. */
  stop(): void {
    this.#wanted = null;
    this.#turn += 1;
  }

  async #setAll(): Promise<void> {
    this.#setting = true;
    while (this.#wanted) {
      const wish = this.#wanted;
      this.#wanted = null;
      await this.#set(wish);
    }
    this.#setting = false;
  }

  async #set(wish: PrintWish): Promise<void> {
    const turn = this.#turn;
    try {
      const drawn = await this.#draw(wish);
      if (turn !== this.#turn) return;
      this.value = { ...drawn, pages: unchanged(this.value?.pages ?? [], drawn.pages) };
      this.problem = null;
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    }
  }
}

/** New pages, with the old ones in the place of those that are the same, so that nothing of these is drawn again. */
function unchanged(old: PageView[], now: PageView[]): PageView[] {
  return now.map((page, at) => {
    const before = old[at];
    return before && JSON.stringify(before) === JSON.stringify(page) ? before : page;
  });
}
