// The clients, read once and again whenever the records change; what is typed only chooses among them.
import { commands, problemOf, type Problem } from "../api";
import { labelsOf, listed, matching, ordered, type Listed, type Order, type StateFilter } from "./listing";

class Roster {
  /** Everybody, by name; null until they were read. */
  all = $state.raw<Listed[] | null>(null);
  problem = $state.raw<Problem | null>(null);
  state = $state<StateFilter>("current");
  label = $state("");
  order = $state<Order>("name");
  labels = $derived(labelsOf(this.all ?? []));
  #turn = 0;

  /** Those who have these words, as chosen. */
  shown(words: string): Listed[] {
    return ordered(matching(this.all ?? [], { words, state: this.state, label: this.label }), this.order);
  }

  /** How many more have these words whom the choice hides. */
  hidden(words: string, shown: number): number {
    return matching(this.all ?? [], { words, state: "all", label: "" }).length - shown;
  }

  showAll(): void {
    this.state = "all";
    this.label = "";
  }

  async load(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const lines = await commands.clients("");
      if (turn !== this.#turn) return;
      this.all = lines.map(listed);
      this.problem = null;
      if (!this.labels.includes(this.label)) this.label = "";
    } catch (thrown) {
      if (turn === this.#turn) this.problem = problemOf(thrown);
    }
  }

  /** Nothing of one practice is left to be seen in the next, or behind the lock. */
  forget(): void {
    this.#turn += 1;
    this.all = null;
    this.problem = null;
    this.state = "current";
    this.label = "";
    this.order = "name";
  }
}

export const roster = new Roster();
