// What is chosen of a formulation to stand on paper. Nothing is, until it is ticked.
import {
  commands,
  type Factor,
  type FormulationBoard,
  type FormulationCell,
  type FormulationChoice,
  type TaggedPassage,
} from "../api";
import { FACTORS } from "../api/model";

export const keyOf = ({ session, source, tag }: TaggedPassage): string =>
  JSON.stringify([session, source, tag.factor, tag.aspect]);

/** The board by factor: the clinician's own words, and the cells that hold a passage. */
export const byFactor = (board: FormulationBoard) =>
  FACTORS.map((factor) => ({
    factor,
    words: board.words.find((one) => one.factor === factor)?.words.trim() ?? "",
    cells: board.cells.filter(({ tag, count }) => tag.factor === factor && count > 0),
  }));

/** The beginning of a whole note is no passage for a client to read. */
export const offered = (passages: readonly TaggedPassage[], forClient: boolean): TaggedPassage[] =>
  passages.filter(({ source }) => !forClient || source.kind !== "wholeNote");

const turned = <Thing>(all: readonly Thing[], one: Thing): Thing[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];

export class Sheet {
  words = $state.raw<Factor[]>([]);
  goals = $state.raw<number[]>([]);
  passages = $state.raw<TaggedPassage[]>([]);
  #older = $state.raw<Record<string, TaggedPassage[]>>({});

  has(passage: TaggedPassage): boolean {
    return this.passages.some((one) => keyOf(one) === keyOf(passage));
  }
  turn(passage: TaggedPassage): void {
    const others = this.passages.filter((one) => keyOf(one) !== keyOf(passage));
    this.passages = others.length < this.passages.length ? others : [...others, passage];
  }
  turnWords(factor: Factor): void {
    this.words = turned(this.words, factor);
  }
  turnGoal(goal: number): void {
    this.goals = turned(this.goals, goal);
  }

  /** The passages of a cell that stand on the screen. */
  shown(cell: FormulationCell): TaggedPassage[] {
    return [...cell.newest, ...(this.#older[`${cell.tag.factor} ${cell.tag.aspect}`] ?? [])];
  }
  async more(client: number, cell: FormulationCell): Promise<void> {
    const { passages } = await commands.passagesUnder(client, cell.tag, this.shown(cell).length);
    const name = `${cell.tag.factor} ${cell.tag.aspect}`;
    this.#older = { ...this.#older, [name]: [...(this.#older[name] ?? []), ...passages] };
  }

  choice(client: number, forClient: boolean): FormulationChoice {
    const passages = offered(this.passages, forClient).map(({ session, source, tag }) => ({ session, source, tag }));
    return { client, words: this.words, passages, goals: this.goals };
  }
}
