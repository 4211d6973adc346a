import { commands, type HandoutFormat, type Paper } from "../api";
import { Loaded } from "../kit/loaded.svelte";

/** The shelf: the clinician's own handouts and those that come with the app. */
export const library = new Loaded(() => commands.handouts());
/** What handouts are composed of. */
export const materials = new Loaded(() => commands.materials());

export function needLibrary(): void {
  if (library.value === null) void library.load();
}

/** After something of the clinician's own was saved or removed. */
export async function shelfChanged(): Promise<void> {
  await Promise.all([library.load(), materials.load()]);
}

/** Another practice has another shelf. */
export function forgetShelf(): void {
  library.value = null;
  materials.value = null;
}

export const handoutTitle = (id: string): string => library.value?.find((one) => one.id === id)?.title ?? id;

/** Whether a handout can still be opened. */
export const isOnShelf = (id: string): boolean => library.value?.some((one) => one.id === id) ?? false;

export const FORMATS: readonly { value: HandoutFormat; label: string }[] = [
  { value: "standard", label: "Standard" },
  { value: "large", label: "Large print" },
  { value: "easy", label: "Easy read" },
];
export const PAPERS: readonly { value: Paper; label: string }[] = [
  { value: "a4", label: "A4" },
  { value: "letter", label: "Letter" },
];

export const formatName = (format: string): string => FORMATS.find((one) => one.value === format)?.label ?? format;

/** A grade as people read it: whole, and never below 1. */
export const gradeName = (grade: number | null): string => `Grade ${Math.max(1, Math.round(grade ?? 0))}`;
