// What an entry of the log says, as a sentence. No words of a note are in the log, so none can be in here.
import type { LogLine } from "../api";
import { clock, dayOf, humanDayFirst } from "../kit/dates";

/** What can be asked for: a name for people, and the verbs it stands for. */
export const KINDS: readonly { value: string; label: string; verbs: readonly string[] }[] = [
  { value: "", label: "Everything", verbs: [] },
  {
    value: "changes",
    label: "Changes",
    verbs: ["added", "changed", "signed", "lookedAfter", "removed", "putBack", "purged", "salvaged", "rebuilt"],
  },
  { value: "looks", label: "Looks", verbs: ["viewed", "searched"] },
  { value: "taken", label: "Printed and saved", verbs: ["printed", "exported"] },
  { value: "unlocking", label: "Unlocking", verbs: ["unlocked", "failedUnlock", "overruled"] },
  { value: "backups", label: "Backups and checks", verbs: ["backedUp", "copiedBackup", "restored", "checked"] },
];

/** "Ada Fennimore", or what can be said of somebody who is no longer here. */
function who({ client, clientName, noun, record }: LogLine): string {
  if (clientName !== null) return clientName;
  if (client !== null) return `client ${client}`;
  return noun === "client" ? `client ${record} (no longer here)` : "a client who is no longer here";
}

const where = (line: LogLine) => (line.session === null ? who(line) : `${who(line)}, session ${line.session}`);
const named = (line: LogLine) => line.client !== null || line.noun === "client";

type Sentences = Record<string, (line: LogLine) => string>;

/** For whatever belongs to a client: what was done to it and where. */
const about = (thing: string, place: (line: LogLine) => string): Sentences => ({
  changed: (line) => `Changed ${thing} ${place(line)}`,
  removed: (line) => `Put ${thing} ${place(line)} into the trash`,
  putBack: (line) => `Took ${thing} ${place(line)} out of the trash`,
  purged: (line) => `Removed ${thing} ${place(line)} for good`,
  salvaged: (line) => `Saved ${thing} ${place(line)} out of a damaged practice`,
  rebuilt: (line) => `Took ${thing} ${place(line)} over from an archive`,
  viewed: (line) => `Viewed ${thing} ${place(line)}`,
  printed: (line) => `Printed a handout for ${place(line)}`,
  exported: (line) => `Saved a handout for ${place(line)} as a file`,
});

const secret = (name: string): Sentences => ({
  added: () => `Set the ${name}`,
  changed: () => `Changed the ${name}`,
  unlocked: () => `Unlocked with the ${name}`,
  failedUnlock: () => `Did not unlock: a wrong ${name}`,
  printed: () => `Opened the sheet with the ${name} for printing`,
});

const SENTENCES: Record<string, Sentences> = {
  client: {
    ...about("", who),
    added: (line) => `Added ${who(line)}`,
    changed: (line) => `Changed the details of ${who(line)}`,
    viewed: (line) => `Viewed ${who(line)}`,
  },
  session: {
    ...about("the session of", where),
    added: (line) => `Started ${where(line)}`,
    viewed: (line) => `Viewed ${where(line)}`,
  },
  note: {
    ...about("the note of", where),
    added: (line) => `Began the note of ${where(line)}`,
    signed: (line) => `Signed the note of ${where(line)}`,
    printed: (line) => `Opened a copy of the note of ${where(line)} for printing`,
    exported: (line) => `Saved a copy of the note of ${where(line)} as a file`,
  },
  processNote: {
    ...about("the process note of", where),
    added: (line) => `Began the process note of ${where(line)}`,
    exported: (line) => `Saved a copy of the process note of ${where(line)} as a file`,
    overruled: (line) => `Opened the process note of ${where(line)} as it was found, in spite of an alarm`,
  },
  processNotes: { unlocked: () => "Opened the process notes" },
  addendum: {
    ...about("an addendum to the note of", where),
    changed: (line) => `Drafted an addendum to the note of ${where(line)}`,
    signed: (line) => `Signed an addendum to the note of ${where(line)}`,
  },
  annotation: {
    ...about("a tag added later to the note of", where),
    added: (line) => `Added a tag to the signed note of ${where(line)}`,
  },
  homework: {
    ...about("homework of", where),
    added: (line) => `Agreed on homework with ${where(line)}`,
    printed: (line) => `Printed homework of ${where(line)}`,
    exported: (line) => `Saved homework of ${where(line)} as a file`,
  },
  homeworkHistory: {
    printed: (line) => `Printed the homework history of ${who(line)}`,
    exported: (line) => `Saved the homework history of ${who(line)} as a file`,
  },
  formulationSummary: {
    printed: (line) => `Printed the formulation of ${who(line)}`,
    exported: (line) => `Saved the formulation of ${who(line)} as a file`,
  },
  homeworkTemplate: {
    added: () => "Added a homework template",
    changed: () => "Changed a homework template",
    removed: () => "Put a homework template into the trash",
    putBack: () => "Took a homework template out of the trash",
    purged: () => "Removed a homework template for good",
    exported: () => "Saved a homework template as a file",
    salvaged: () => "Saved a homework template out of a damaged practice",
    rebuilt: () => "Took a homework template over from an archive",
  },
  goal: {
    ...about("a goal of", who),
    added: (line) => `Set a goal with ${who(line)}`,
  },
  formulation: {
    ...about("the formulation of", who),
    added: (line) => `Wrote down the formulation of ${who(line)}`,
  },
  measure: {
    ...about("a measure of", where),
    added: (line) => `Put a measure of ${where(line)} on file`,
    lookedAfter: (line) => `Marked an answer about self-harm of ${where(line)} as looked at`,
  },
  measureForm: {
    printed: (line) => `Printed an empty form for ${who(line)}`,
    exported: (line) => `Saved an empty form for ${who(line)} as a file`,
  },
  handout: {
    ...about("a handout given to", where),
    added: (line) => `Gave a handout to ${where(line)}`,
    removed: (line) => `Took back a handout given to ${where(line)}`,
    printed: (line) => `Printed a handout given to ${where(line)} again`,
    exported: (line) => `Saved a handout given to ${where(line)} as a file`,
  },
  ownHandout: {
    added: () => "Made a handout of your own",
    changed: () => "Changed a handout of your own",
    removed: () => "Put a handout of your own into the trash",
    putBack: () => "Took a handout of your own out of the trash",
    purged: () => "Removed a handout of your own for good",
    salvaged: () => "Saved a handout of your own out of a damaged practice",
    rebuilt: () => "Took a handout of your own over from an archive",
  },
  ownArticle: {
    added: () => "Added an article of your own",
    changed: () => "Changed an article of your own",
    removed: () => "Put an article of your own into the trash",
    putBack: () => "Took an article of your own out of the trash",
    purged: () => "Removed an article of your own for good",
    salvaged: () => "Saved an article of your own out of a damaged practice",
    rebuilt: () => "Took an article of your own over from an archive",
  },
  letterhead: {
    changed: () => "Changed the letterhead",
    salvaged: () => "Saved the letterhead out of a damaged practice",
    rebuilt: () => "Took the letterhead over from an archive",
  },
  template: {
    added: () => "Added a template",
    changed: () => "Changed a template",
    purged: () => "Deleted a template",
    salvaged: () => "Saved a template out of a damaged practice",
    rebuilt: () => "Took a template over from an archive",
  },
  snippet: {
    added: () => "Added a snippet",
    changed: () => "Changed a snippet",
    purged: () => "Deleted a snippet",
    salvaged: () => "Saved a snippet out of a damaged practice",
    rebuilt: () => "Took a snippet over from an archive",
  },
  settings: {
    added: () => "Set up the settings",
    changed: () => "Changed the settings",
    rebuilt: () => "Took the settings over from an archive",
  },
  clientRecord: { exported: (line) => `Saved the whole record of ${who(line)} as files, to be given out` },
  contacts: { exported: () => "Saved the list of contacts as a file" },
  archive: {
    exported: () => "Wrote everything into an open archive",
    rebuilt: () => "Built the practice from an open archive",
  },
  passphrase: secret("passphrase"),
  recoveryCode: secret("recovery code"),
  dataKey: {
    ...secret("data key"),
    added: () => "Set the passphrase and the recovery code",
    changed: () => "Put all records under a new data key",
  },
  practice: {
    added: () => "Made the practice",
    changed: () => "Changed the practice",
    searched: () => "Searched the notes",
    exported: () => "Saved the log as a file",
    backedUp: () => "Made a backup and proved it",
    copiedBackup: () => "Copied a backup to the second place",
    restored: () => "Brought the records back from a backup",
    salvaged: () => "Saved the records out of a damaged practice",
    rebuilt: () => "Took the records over from an archive",
    checked: () => "Checked all records against the log: they agree",
    overruled: () => "Opened the practice as it was found, in spite of an alarm",
  },
};

/** The entry as a sentence without its time. */
export function sentence(line: LogLine): string {
  const said = SENTENCES[line.noun]?.[line.verb];
  const words = said ? said(line).replace("  ", " ") : `${line.verb} ${line.noun} ${line.record}`;
  if (line.until === null || !named(line)) return words;
  return `${words}, ${clock(line.at)} to ${clock(line.until)}`;
}

export type LogDay = { day: string; title: string; lines: LogLine[] };

/** The lines under the days on which they happened, in the order they come in. */
export function byDay(lines: LogLine[]): LogDay[] {
  const days: LogDay[] = [];
  for (const line of lines) {
    const day = dayOf(new Date(line.at));
    const last = days.at(-1);
    if (last?.day === day) last.lines.push(line);
    else days.push({ day, title: humanDayFirst(day), lines: [line] });
  }
  return days;
}
