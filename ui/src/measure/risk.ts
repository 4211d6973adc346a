// From an answer about self-harm to the risk form: into the note of today, if there is one to write in.
import { commands, type SessionLine } from "../api";
import { begunOn } from "../client/course";
import { today } from "../kit/dates";
import { router } from "../route.svelte";
import { tookPlace } from "../session/details";

/** The key of the template; practice/src/gaps.rs looks for the form that it begins. */
const RISK = "risk";

type Line = Pick<SessionLine, "id" | "day" | "signed">;

/** The session of today: one to write in, else one that is signed, else none. */
export function todaysSession(sessions: readonly SessionLine[], day: string = today()): Line | null {
  return begunOn(sessions, day) ?? sessions.find((one) => one.day === day && tookPlace(one)) ?? null;
}

export const openRiskForm = (session: number): Promise<void> =>
  router.go({ name: "session", id: session, write: true, form: RISK });

/** Starts today's session, and opens the risk form in its note. */
export async function startWithRiskForm(client: number): Promise<void> {
  const session = await commands.startSession(client);
  await openRiskForm(session.id);
}
