import { commands, type HandoutFormat, type Paper } from "../api";
import { Loaded } from "../kit/loaded.svelte";

/** The handouts that come with the app: the same for every practice, so read once. */
export const library = new Loaded(() => commands.handouts());

export function needLibrary(): void {
  if (library.value === null) void library.load();
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
