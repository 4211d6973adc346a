// Where in the app the clinician is, with a way back and forward. No address bar, so no URLs.

import type { Composition, Spot, Tag } from "./api";

/** Who a handout is being chosen for. */
export type Recipient = { client: number; clientName: string; session: number | null };

export type Route =
  | { name: "desk" }
  | { name: "week"; day: string }
  | { name: "clients" }
  | { name: "client"; id: number }
  | { name: "details"; id: number }
  | { name: "import" }
  | { name: "homework" }
  | { name: "homeworkTemplates" }
  | { name: "clientHomework"; id: number }
  | { name: "formulation"; id: number; cell?: Tag }
  | { name: "measures"; id: number; session: number | null }
  | {
      name: "session";
      id: number;
      write?: boolean;
      at?: Spot | undefined;
      /** A form to put into the note. */ form?: string;
    }
  | { name: "process"; id: number }
  | { name: "handouts"; recipient: Recipient | null }
  | { name: "handout"; id: string; recipient: Recipient | null }
  | { name: "compose"; from: string | null; recipient: Recipient | null; begin?: Partial<Composition> }
  | { name: "formulationSheet"; id: number }
  | { name: "packet"; recipient: Recipient | null }
  | { name: "articles" }
  | { name: "article"; id: number | null }
  | { name: "settings" }
  | { name: "trash" }
  | { name: "log" }
  | { name: "about" };

type Entry = { key: number; route: Route };

const HOME: Route = { name: "desk" };

class Router {
  #entries = $state.raw<Entry[]>([{ key: 0, route: HOME }]);
  #at = $state(0);
  #nextKey = 1;
  #leaving = new Set<(last: boolean) => Promise<void>>();

  entry = $derived(this.#entries[this.#at] ?? { key: 0, route: HOME });
  route = $derived(this.entry.route);

  /** The session on the screen, if it is one. From its process note one comes back to the session itself. */
  get session(): number | null {
    return this.route.name === "session" || this.route.name === "process" ? this.route.id : null;
  }

  /** Asked before another screen comes; answers whether something else takes this window's place. */
  instead: (route: Route) => Promise<boolean> = () => Promise.resolve(false);

  /** The place in its note to go to, if one was looked for. */
  get spot(): Spot | null {
    return (this.route.name === "session" && this.route.at) || null;
  }

  async go(route: Route): Promise<void> {
    await this.settle();
    if (await this.instead(route)) return;
    this.#entries = [...this.#entries.slice(0, this.#at + 1), { key: this.#nextKey++, route }];
    this.#at = this.#entries.length - 1;
  }

  back = (): Promise<void> => this.#move(-1);
  forward = (): Promise<void> => this.#move(1);

  /** Forgets the way here: another practice has been opened. */
  reset(): void {
    this.#entries = [{ key: this.#nextKey++, route: HOME }];
    this.#at = 0;
  }

  /** Leaves a place that is no more, so that "back" does not lead there. */
  async replace(route: Route): Promise<void> {
    await this.settle();
    const entry = { key: this.#nextKey++, route };
    this.#entries = [...this.#entries.slice(0, this.#at), entry, ...this.#entries.slice(this.#at + 1)];
  }

  /** Says otherwise where the screen that stays is, such as another week. */
  amend(route: Route): void {
    const entry = { key: this.entry.key, route };
    this.#entries = [...this.#entries.slice(0, this.#at), entry, ...this.#entries.slice(this.#at + 1)];
  }

  /** Registers work to finish before the screen is left, such as saving a note; answers how to unregister. The work hears
   *  whether this is the last moment, in which nobody can be asked any more. */
  beforeLeaving(finish: (last: boolean) => Promise<void>): () => void {
    this.#leaving.add(finish);
    return () => this.#leaving.delete(finish);
  }

  async settle(last = false): Promise<void> {
    // What came last lies on what was there before: a comment belongs into the note below it before that is saved.
    await Promise.all([...this.#leaving].reverse().map((finish) => finish(last)));
  }

  async #move(step: 1 | -1): Promise<void> {
    const next = this.#entries[this.#at + step];
    if (!next) return;
    await this.settle();
    if (await this.instead(next.route)) return;
    this.#at += step;
  }
}

export const router = new Router();
