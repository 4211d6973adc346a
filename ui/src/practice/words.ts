import type { BackupInfo } from "../api";

/** Why a backup was made, at the end of a sentence. */
export function madeWords(kind: BackupInfo["kind"]): string {
  if (kind === "automatic") return "made by itself";
  if (kind === "beforeUpgrade") return "made before an upgrade";
  return "saved by hand";
}
