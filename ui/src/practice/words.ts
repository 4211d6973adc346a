import type { BackupInfo } from "../api";

/** Why a backup was made, at the end of a sentence. */
export function madeWords(kind: BackupInfo["kind"]): string {
  if (kind === "automatic") return "by itself";
  if (kind === "beforeUpgrade") return "before an upgrade";
  return "by hand";
}
