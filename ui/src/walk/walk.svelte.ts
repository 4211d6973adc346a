// A short walk through the sample practice that shows the loop once. It leads to the screens themselves and changes nothing there.
import { commands, type ClientPage, type SessionLine } from "../api";
import { router, type Route } from "../route.svelte";

export type Step = { title: string; text: string; to: (page: ClientPage) => Route };

/** Whose course is shown, where it is still there. */
const SHOWN = "Tamsin Orrowby";

const tags = ({ tags }: SessionLine) => tags.length;
const richest = (sessions: readonly SessionLine[]) =>
  sessions.toSorted((one, other) => tags(other) - tags(one) || other.number - one.number)[0];
const recipient = ({ client }: ClientPage) => ({ client: client.id, clientName: client.name, session: null });

export const STEPS: readonly Step[] = [
  {
    title: "It begins in a note",
    text: "Some words of this note are tagged. You select what was said and press Alt B, Alt E or Alt S: Biology, Early relationships, or the relationship with Self. Nothing is ever tagged for you.",
    to: (page) => {
      const session = richest(page.sessions);
      return session ? { name: "session", id: session.id } : { name: "client", id: page.client.id };
    },
  },
  {
    title: "The passages gather",
    text: "This is the formulation: every tagged passage under its factor and aspect, your own words beside them, and the course over time. A press on a passage leads back to its place.",
    to: ({ client }) => ({ name: "formulation", id: client.id }),
  },
  {
    title: "A cell leads on",
    text: "Here is what fits these passages: handouts, tasks and goals, each with its reason, and what worked before for this client first.",
    to: ({ client }) => ({ name: "formulation", id: client.id, cell: { factor: "S", aspect: "unhealthy" } }),
  },
  {
    title: "Something to take home",
    text: "Handouts print in standard, large and easy reading, or you compose your own. What you give is kept in the client’s record just as it was.",
    to: (page) => ({ name: "handouts", recipient: recipient(page) }),
  },
  {
    title: "Something to try",
    text: "A task says what, when and how often, with a plan for what could get in the way. The next session’s note begins by asking about it, and what came of it stands in the chart.",
    to: ({ client }) => ({ name: "clientHomework", id: client.id }),
  },
  {
    title: "And on to the next note",
    text: "That is the whole loop. Look around as long as you like: these people are invented. When you are ready, start your own practice and add your first client.",
    to: ({ client }) => ({ name: "client", id: client.id }),
  },
];

class Walk {
  /** Which step is shown; none while nobody walks. */
  at = $state<number | null>(null);
  #page: ClientPage | null = null;

  /** Begins, where there is somebody to be shown. */
  async begin(): Promise<void> {
    const clients = await commands.clients("");
    const shown = clients.find(({ name }) => name === SHOWN) ?? clients[0];
    if (!shown) return;
    this.#page = await commands.clientPage(shown.id);
    await this.go(0);
  }

  async go(to: number): Promise<void> {
    const step = STEPS[to];
    if (!step || !this.#page) return;
    this.at = to;
    await router.go(step.to(this.#page));
  }

  end(): void {
    this.at = null;
    this.#page = null;
  }
}

export const walk = new Walk();
