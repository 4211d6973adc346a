// What the palette has found for what is typed. The records are asked in Rust, a question at a time, and only the last one
// that was typed meanwhile.
import { commands, problemOf, type PaletteFound, type Problem } from "../api";
import { handoutTitle, isOnShelf, library, needLibrary } from "../handout/library.svelte";
import { humanDay } from "../kit/dates";
import { router } from "../route.svelte";
import { actions, openSession } from "./actions";
import { grouped, ranked, sessionWith, type Choice, type Group } from "./rank";

/** So many clients are offered a session. */
const SESSIONS = 3;

export class Finding {
  typed = $state("");
  found = $state.raw<PaletteFound | null>(null);
  problem = $state.raw<Problem | null>(null);
  groups = $derived<Group[]>(this.#groups());
  #asking = false;
  #asked: string | null = null;

  constructor() {
    needLibrary();
  }

  /** What Rust is asked: of “session for Ada” her name. */
  get words(): string {
    return sessionWith(this.typed) ?? this.typed;
  }

  async ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    while (this.#asked !== this.words) {
      const words = this.words;
      try {
        this.found = await commands.palette(words);
        this.problem = null;
      } catch (thrown) {
        this.problem = problemOf(thrown);
      }
      this.#asked = words;
    }
    this.#asking = false;
  }

  #groups(): Group[] {
    const wanted = sessionWith(this.typed);
    const { found, typed } = this;
    if (wanted !== null && found !== null) {
      const sessions = this.#sessions(found);
      if (sessions.length > 0) return grouped([...sessions, ...this.#own(typed, found)], typed);
    }
    return grouped([...(found ? this.#records(found) : []), ...this.#own(typed, found)], typed);
  }

  #sessions(found: PaletteFound): Choice[] {
    return found.clients.slice(0, SESSIONS).map(({ id, called }) => ({
      kind: "action",
      target: `session-${id}`,
      label: `Today’s session with ${called}`,
      about: "",
      score: null,
      fleeting: true,
      run: () => openSession(id),
    }));
  }

  /** Handouts and actions, which the window knows itself. */
  #own(typed: string, found: PaletteFound | null): Choice[] {
    const score = (kind: string) => (target: string) =>
      found?.uses.find((one) => one.kind === kind && one.target === target)?.score ?? null;
    const handouts = (library.value ?? []).map(({ id, title }): Choice => {
      const run = () => router.go({ name: "handout", id, recipient: null });
      return { kind: "handout", target: id, label: title, about: "", score: score("handout")(id), run };
    });
    // Before a letter is typed only those that are chosen are of use.
    const shown = typed.trim() === "" ? handouts.filter((one) => one.score !== null) : handouts;
    return [...ranked(actions(score("action")), typed), ...ranked(shown, typed)];
  }

  #records({ clients, notes, tasks }: PaletteFound): Choice[] {
    return [
      ...clients.map(({ id, called, name, score }): Choice => ({
        kind: "client",
        target: String(id),
        label: called,
        about: called === name ? "" : name,
        score,
        run: () => router.go({ name: "client", id }),
      })),
      ...tasks.map(({ id, client, clientName, task, score }): Choice => ({
        kind: "task",
        target: String(id),
        label: task,
        about: clientName,
        score,
        run: () => router.go({ name: "clientHomework", id: client }),
      })),
      ...notes.map(({ session, clientName, number, day, words, spot, score }): Choice => ({
        kind: "note",
        target: String(session),
        label: clientName,
        about: `Session ${number}, ${humanDay(day)}`,
        text: words,
        score,
        run: () => router.go({ name: "session", id: session, at: spot ?? undefined }),
      })),
    ];
  }
}

/** Remembers what was chosen. That it cannot be is no trouble worth telling: only the order is not learned. */
export function remember({ kind, target, fleeting }: Choice): void {
  if (fleeting || (kind === "handout" && (!isOnShelf(target) || handoutTitle(target) === target))) return;
  commands.chosenInPalette(`${kind}:${target}`).catch(() => undefined);
}
