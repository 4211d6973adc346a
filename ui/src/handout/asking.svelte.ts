// What the shell refuses until it is answered whether the partners' safety has been considered, and what goes on after it.
import { problemOf } from "../api";

export class Asking {
  /** The client for whom it is being asked. */
  client = $state<number | null>(null);
  #again: () => Promise<unknown> = () => Promise.resolve();

  /** Does it for a client. Where the question comes first it is asked, and it is done again after the answer. */
  async run(client: number | null, action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (thrown) {
      if (client === null || !asksFirst(thrown)) throw thrown;
      this.ask(client, action);
    }
  }

  ask(client: number, again: () => Promise<unknown>): void {
    this.#again = again;
    this.client = client;
  }

  /** Closed, the question is about nobody any more. */
  close(): void {
    this.client = null;
  }

  goOn = (): Promise<unknown> => this.#again();
}

/** Whether something was refused because the question comes first. */
export const asksFirst = (thrown: unknown): boolean => problemOf(thrown).code === "ask-partner-safety";
