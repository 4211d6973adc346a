// What lies on the desk, in words.
import type { BoardLine, DaySession, DeskPage, HarmAlert, RiskReview } from "../api";
import { humanDay, longDay, plural, wallClock } from "../kit/dates";
import { measureName } from "../measure/words";
import { saidOf, tookPlace } from "../session/details";

/** What is more than so many is not counted on. */
const COUNTED = 100;

/** "Notes to sign (3)", and "(100+)" where nobody counts on. */
export const counted = (label: string, count: number): string =>
  `${label} (${count >= COUNTED ? `${COUNTED}+` : count})`;

/** "14:00", or that no time is known. */
export const timeOf = ({ startsAt }: Pick<DaySession, "startsAt">): string =>
  startsAt === null ? "No time" : wallClock(startsAt);

/** "50 min, by video": what is known besides the time, and whether nobody came. */
export const aboutOf = (session: DaySession): string =>
  saidOf({ ...session, startsAt: null, attendance: tookPlace(session) ? null : session.attendance }).join(", ");

/** How far its note is. Nothing is said of one that nobody came to, nor of one that is still to come. */
export function stateOf(session: DaySession, day: string, today: string): string {
  if (session.signed) return "Signed";
  if (!tookPlace(session) || (day > today && !session.written)) return "";
  return session.written ? "Draft" : day < today ? "Not written" : "";
}

/** "Review was due Thu 12 Nov", or the words that stand there instead of a day. */
export function riskWords({ reviewOn, words }: RiskReview, today: string): string {
  if (reviewOn === null) return words === "" ? "Risk: no review date was set" : `Risk, to be reviewed: ${words}`;
  return reviewOn === today ? "Risk: review due today" : `Risk: review was due ${humanDay(reviewOn, today)}`;
}

/** "Self-harm: an answer in the PHQ-9 of Thu 12 Nov wants to be looked at". */
export const harmWords = ({ form, day }: Pick<HarmAlert, "form" | "day">, today: string): string =>
  `Self-harm: an answer in the ${measureName(form)} of ${humanDay(day, today)} wants to be looked at`;

/** "One line a day; The letter; and 2 more tasks". */
export function taskWords(tasks: readonly string[], count: number): string {
  const more = count - tasks.length;
  return [...tasks, ...(more > 0 ? [`and ${plural(more, "more task")}`] : [])].join("; ");
}

/** "Agreed Thu 12 Nov", or when somebody last asked. */
export const lookedWords = ({ lookedOn, homework }: BoardLine, today: string): string =>
  `${lookedOn === homework.assignedOn ? "Agreed" : "Last looked at"} ${humanDay(lookedOn, today)}`;

/** What the key leads to: "Ada Larkmead, 14:00", or of another day "Ada Larkmead, Thu 12 Nov". */
export function nextWords({ next, sessions, unsigned }: DeskPage, today: string): string | null {
  const here = sessions.find((one) => one.session.id === next)?.session;
  if (here) return here.startsAt === null ? here.clientName : `${here.clientName}, ${timeOf(here)}`;
  const other = unsigned.find((one) => one.session === next);
  return other ? `${other.clientName}, ${humanDay(other.day, today)}` : null;
}

/** Whether nothing waits but the day's own sessions. */
export const nothingWaits = ({ alerts, unsigned, stale, reviews }: DeskPage): boolean =>
  alerts.length + unsigned.length + stale.length + reviews.length === 0;

/** "16 to 22 November", as a week is named. */
export function weekWords(first: string, last: string, today: string): string {
  const [from, to] = [longDay(first, today), longDay(last, today)].map((day) => day.replace(/^\S+ /u, ""));
  const [date, ...rest] = (from ?? "").split(" ");
  return (to ?? "").endsWith(rest.join(" ")) ? `${date} to ${to}` : `${from} to ${to}`;
}
