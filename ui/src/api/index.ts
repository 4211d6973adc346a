// The one door to the shell. Everything above it sees typed commands and typed problems.
import { commands as raw, events, MODEL, QUESTIONNAIRES as FORMS } from "./bindings";
import type { PrintWish, Problem, Questionnaire, TagCount } from "./bindings";

export { MODEL };
export type * from "./bindings";

type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T;
/** A form with questions, as it ships. */
export type MeasureForm = Fixed<Questionnaire>;
export const QUESTIONNAIRES: readonly MeasureForm[] = FORMS;

// What the window is told is typed by the command that tells it.
type Answer<Name extends keyof typeof raw> = Awaited<ReturnType<(typeof raw)[Name]>>;
export type ClientLine = Answer<"clients">[number];
/** Everything a client's record says; whoever changes it says all of it, so that nothing is lost by leaving it out. */
export type ClientDraft = Required<Parameters<(typeof raw)["changeClient"]>[1]>;
export type GivenHandout = Answer<"giveHandout">;
export type HandoutCard = Answer<"handouts">[number];
export type HandoutFormat = PrintWish["format"];
/** What a handout is made of, all of it said. */
export type Composition = Required<Answer<"openComposition">["composition"]>;
export type Part = Composition["part"][number];
export type MaterialCard = Answer<"materials">[number];
export type Preview = Answer<"previewHandout">;
export type PageView = Preview["pages"][number];
export type LetterheadPage = Answer<"letterhead">;
export type ImportChoice = Required<Parameters<(typeof raw)["checkImport"]>[0]>;
export type Measure = Answer<"addMeasure">;
export type MeasureDraft = Required<Parameters<(typeof raw)["addMeasure"]>[1]>;
export type Homework = Answer<"markHomeworkDone">;
export type HomeworkDraft = Required<Parameters<(typeof raw)["assignHomework"]>[0]>;
export type ProcessPage = Answer<"processPage">;
export type ProcessStatus = Answer<"processStatus">;
export type StrangeProcessNote = Answer<"openProcessNotes">[number];
export type SessionPage = Answer<"sessionPage">;
export type Note = SessionPage["note"];
export type LogFilter = Partial<Parameters<(typeof raw)["logPage"]>[0]>;
export type LogLine = Answer<"logPage">[number];
export type Status = Answer<"status">;
export type Strength = Answer<"estimateStrength">;
/** A factor seen under one aspect. */
export type Tag = Omit<TagCount, "count">;

/** What a failed command throws up here: an Error, so stacks survive, that carries the Problem for people. */
export class Failure extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

function isProblem(thrown: unknown): thrown is Problem {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown;
}

/** The problem in whatever was thrown. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Failure) return thrown.problem;
  if (isProblem(thrown)) return thrown;
  const message = typeof thrown === "string" && thrown !== "" ? thrown : "Something went wrong inside the app.";
  return {
    code: "other",
    message,
    advice: "Try again. If it happens once more, close the app and open it again.",
    seconds: null,
  };
}

let whenLocked: () => void = () => undefined;

/** Tells who should hear when a command finds the practice locked. */
export function onLocked(hear: () => void): void {
  whenLocked = hear;
}

type Call = (...args: never[]) => Promise<unknown>;

function typed(call: Call): Call {
  return async (...args) => {
    try {
      return await call(...args);
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem.code === "locked") whenLocked();
      throw new Failure(problem);
    }
  };
}

/** Every command of the shell, by the name it has there. */
export const commands = Object.fromEntries(
  Object.entries(raw).map(([name, call]) => [name, typed(call as Call)]),
) as unknown as typeof raw;

/** Hears when the window is about to close; the program stays until it is told to quit. */
export function onClosing(hear: () => void): Promise<() => void> {
  return events.closing.listen(hear);
}

/** Hears when the practice is about to lock: there are two seconds to save, and to ask for the lock. */
export function onLocking(hear: () => void): Promise<() => void> {
  return events.locking.listen(hear);
}

/** Hears how many seconds are left when nobody has touched anything for a while. */
export function onLocksSoon(hear: (seconds: number) => void): Promise<() => void> {
  return events.locksSoon.listen((event) => hear(event.payload.seconds));
}

/** Hears how many records of an archive are written or read so far. */
export function onArchiving(hear: (soFar: number) => void): Promise<() => void> {
  return events.archiving.listen((event) => hear(event.payload.soFar));
}

/** Hears how many clients an import has added so far. */
export function onImporting(hear: (soFar: number) => void): Promise<() => void> {
  return events.importing.listen((event) => hear(event.payload.soFar));
}

/** Hears that the process notes are about to close: there are some seconds to save, and to ask for it. */
export function onProcessNotesClosing(hear: () => void): Promise<() => void> {
  return events.processNotesClosing.listen(hear);
}

/** Hears that something went on behind the screens: a backup, a check. */
export function onUpkeep(hear: () => void): Promise<() => void> {
  return events.upkeepChanged.listen(hear);
}
