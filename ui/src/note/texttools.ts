// The buttons of every text that is written.
import { Bold, Heading, List, ListOrdered } from "@lucide/svelte";
import type { Command } from "prosemirror-state";
import { toggleBold, toggleBullets, toggleHeading, toggleNumbers } from "./keys";

/** A button, and the keys that do the same. */
export type Tool = {
  label: string;
  keys: string;
  icon: typeof Bold;
  command?: Command;
  on?: () => boolean;
  disabled?: () => boolean;
};

/** What the cursor stands in. */
type Place = { bold: boolean; heading: boolean };

export const textTools = (place: () => Place | null): Tool[] => [
  { label: "Bold", keys: "Ctrl B", icon: Bold, command: toggleBold, on: () => place()?.bold ?? false },
  {
    label: "Heading",
    keys: "# and a space",
    icon: Heading,
    command: toggleHeading,
    on: () => place()?.heading ?? false,
  },
  { label: "Bullet list", keys: "- and a space", icon: List, command: toggleBullets },
  { label: "Numbered list", keys: "1. and a space", icon: ListOrdered, command: toggleNumbers },
];
