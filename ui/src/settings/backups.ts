// The state of the backups in words.
import type { BackupOverview } from "../api";
import { clock, humanDay, plural } from "../kit/dates";

type State = BackupOverview["state"];

const moment = (at: string) => `${humanDay(at)} ${clock(at)}`;

/** "Last backup: today 14:03, proven. 12 kept." */
export function firstWords({ first, due }: State): string {
  const newest = first.backups[0];
  const broken = first.broken > 0 ? ` ${plural(first.broken, "file")} there cannot be read.` : "";
  if (!newest) return `There is no backup yet.${broken}`;
  const fresh = due ? "Something was changed since." : "Nothing was changed since.";
  return `Last backup: ${moment(newest.madeAt)}, proven. ${first.backups.length} kept. ${fresh}${broken}`;
}

/** How the second place is, and whether all is well with it. */
export function secondWords({ first, second, copiedAt }: State): { text: string; fine: boolean } {
  const last = copiedAt === null ? "Nothing was copied there yet." : `Last copy: ${moment(copiedAt)}.`;
  if (!second?.present)
    return { text: `Not connected now. ${last} The next backup after it is connected goes there.`, fine: false };
  const behind = (first.backups[0]?.save ?? 0) > (second.backups[0]?.save ?? -1);
  if (behind) return { text: `Connected. ${last} The newest backup is not there yet.`, fine: false };
  return { text: `Connected. ${last} ${plural(second.backups.length, "backup")} there.`, fine: true };
}
