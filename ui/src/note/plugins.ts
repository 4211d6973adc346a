// What ProseMirror needs for a note that is being written, in the order in which it is asked.
import { history } from "prosemirror-history";
import type { Plugin } from "prosemirror-state";
import type { Factor } from "../api";
import { touching } from "./copied";
import { helps } from "./helps.svelte";
import { noteKeys, noteRules } from "./keys";
import { promptsOf } from "./prompts";
import { snippetsOf } from "./snippets";

/** `palette` opens the tag palette at a row, or where it was left; `chooseTemplate` the list of templates. */
export function writing(palette: (factor: Factor | null) => boolean, chooseTemplate: () => void): Plugin[] {
  const helping = [promptsOf(() => helps.templates), snippetsOf(() => helps.snippets), touching];
  return [...helping, noteRules, ...noteKeys(palette, chooseTemplate), history()];
}
