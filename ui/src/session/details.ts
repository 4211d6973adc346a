// What is said of a session besides its note, in words.
import type { Attendance, Mode, Session, SessionDraft } from "../api";
import { longDay, wallClock } from "../kit/dates";

export const MODES: readonly { value: Mode; label: string }[] = [
  { value: "inPerson", label: "In person" },
  { value: "phone", label: "Phone" },
  { value: "video", label: "Video" },
];

export const ATTENDANCES: readonly { value: Attendance; label: string }[] = [
  { value: "attended", label: "Attended" },
  { value: "lateCancellation", label: "Late cancellation" },
  { value: "noShow", label: "No-show" },
];

/** A part of what can be said. */
export type Part = keyof SessionDraft;

/** What is wrong with which part. */
export type Wrong = Partial<Record<Part, string>>;

type Said = Pick<Session, "startsAt" | "minutes" | "mode" | "attendance">;

const MODE_WORDS: Record<Mode, string> = { inPerson: "in person", phone: "by phone", video: "by video" };
const ATTENDANCE_WORDS: Record<Attendance, string> = {
  attended: "attended",
  lateCancellation: "late cancellation",
  noShow: "no-show",
};

/** "14:00, 50 min, in person, attended": what is known, in order. */
export function saidOf({ startsAt, minutes, mode, attendance }: Said): string[] {
  return [
    startsAt === null ? "" : wallClock(startsAt),
    minutes === null ? "" : `${minutes} min`,
    mode === null ? "" : MODE_WORDS[mode],
    attendance === null ? "" : ATTENDANCE_WORDS[attendance],
  ].filter(Boolean);
}

/** Whether anybody came, as far as is known. */
export const tookPlace = ({ attendance }: Pick<Session, "attendance">): boolean =>
  attendance === null || attendance === "attended";

/** What a note's record should say and does not: a session that did not take place has neither start nor length. */
export function unsaidOf({ startsAt, minutes, attendance }: Said): string[] {
  const happened = tookPlace({ attendance });
  return [
    happened && startsAt === null ? "start" : "",
    happened && minutes === null ? "length" : "",
    attendance === null ? "attendance" : "",
  ].filter(Boolean);
}

/** The quiet line under the heading. */
export function detailsLine(session: Session): string {
  const present = session.present === null ? [] : [`with ${session.present}`];
  return [longDay(session.day), ...saidOf(session), ...present].join(", ");
}

/** What is said, ready to be changed. */
export function draftOf(session: Session): SessionDraft {
  const { day, startsAt, minutes, mode, attendance, present } = session;
  return {
    day,
    startsAt: startsAt ?? "",
    minutes: minutes === null ? "" : String(minutes),
    mode,
    attendance,
    present: present ?? "",
  };
}

/** What is said of a session that nothing is known of but its day. */
export const blankDraft = (day: string): SessionDraft => ({
  day,
  startsAt: "",
  minutes: "",
  mode: null,
  attendance: null,
  present: "",
});
