import type { TrashLine } from "../api";
import { measureName } from "../measure/words";
import { humanDay, plural } from "../kit/dates";

/** How long something waits, as people are told before they remove it. */
export const HOW_LONG = "In the trash everything waits for 30 days and can be put back; then it is deleted for good.";

const LONGEST_NAME = 60;

/** A name short enough for a message of one line. */
export function shortName(name: string): string {
  const letters = Array.from(name);
  return letters.length <= LONGEST_NAME ? name : `${letters.slice(0, LONGEST_NAME).join("")}…`;
}

/** What a kind of record is called at the head of a sentence. */
export const KIND: Record<TrashLine["what"]["kind"], string> = {
  client: "The client",
  session: "The session",
  homework: "The homework",
  homeworkTemplate: "Your homework template",
  goal: "The goal",
  measure: "The measure",
  handout: "The handout",
  ownHandout: "Your handout",
  ownArticle: "Your article",
};

type Burden = { sessions?: number; homework: number; handouts: number; signed?: number };

/** "12 sessions with their notes (10 signed), 1 homework task and 2 handouts", or nothing. */
export function burden({ sessions = 0, homework, handouts, signed = 0 }: Burden): string {
  const seal = signed > 0 ? ` (${signed} signed)` : "";
  const parts = [
    sessions === 1 ? `1 session with its note${seal}` : "",
    sessions > 1 ? `${sessions} sessions with their notes${seal}` : "",
    homework > 0 ? plural(homework, "homework task") : "",
    handouts > 0 ? plural(handouts, "given handout") : "",
  ].filter(Boolean);
  const last = parts.pop() ?? "";
  return parts.length ? `${parts.join(", ")} and ${last}` : last;
}

/** What a line of the trash is called. */
export function lineTitle(line: TrashLine): string {
  if (line.what.kind === "client") return line.clientName;
  if (line.what.kind === "session") return `Session ${line.session ?? ""}`;
  if (line.what.kind === "measure") return measureName(line.words ?? "");
  return line.words ?? "";
}

/** What it is, and whose. */
export function lineAbout(line: TrashLine): string {
  const inSession = line.session === null ? "" : `, session ${line.session}`;
  switch (line.what.kind) {
    case "client":
      return ["Client", burden(line)].filter(Boolean).join(", with ");
    case "session": {
      const day = line.day ? `, ${humanDay(line.day)}` : "";
      const its = line.signed ? "its signed note" : "its note";
      return `${line.clientName}${day}, with ${its}${burden(line) ? `, ${burden(line)}` : ""}`;
    }
    case "homework":
      return `Homework of ${line.clientName}${inSession}`;
    case "handout":
      return `Handout given to ${line.clientName}${inSession}`;
    case "goal":
      return `Goal of ${line.clientName}`;
    case "measure":
      return `Measure of ${line.clientName}${line.day ? `, ${humanDay(line.day)}` : ""}`;
    case "homeworkTemplate":
      return "Homework template of your own";
    case "ownHandout":
      return "Handout of your own";
    case "ownArticle":
      return "Article of your own, with the material cut from it";
  }
}
