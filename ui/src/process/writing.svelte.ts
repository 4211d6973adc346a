// The living editor of a process note: rich text, and nothing that leads into the record.
import { history } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { noteRules, writingKeys } from "../note/keys";
import { tidyPasted } from "../note/paste";
import { isBlank, schema, written } from "../note/schema";
import { withoutTags } from "./plain";

export class Writing {
  bold = $state(false);
  heading = $state(false);
  #view: EditorView;
  #told: () => void;

  /** `told` hears of every change of the text. */
  constructor(place: HTMLElement, doc: Node, told: () => void) {
    this.#told = told;
    this.#view = new EditorView(place, {
      state: EditorState.create({ doc, plugins: [noteRules, ...writingKeys(), history()] }),
      attributes: (state) => ({
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": "Process note",
        spellcheck: "true",
        dir: "auto",
        class: isBlank(state.doc) ? "note-text is-empty" : "note-text",
      }),
      transformPastedHTML: tidyPasted,
      transformPasted: withoutTags,
      dispatchTransaction: (tr) => this.#apply(tr),
    });
  }

  get text(): string {
    return written(this.#view.state.doc);
  }

  run(command: Command): void {
    command(this.#view.state, (tr) => this.#view.dispatch(tr), this.#view);
    this.#view.focus();
  }

  /** Puts the cursor at the end, ready to write on. */
  focusEnd(): void {
    const { state } = this.#view;
    this.#view.dispatch(state.tr.setSelection(TextSelection.atEnd(state.doc)));
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #apply(tr: EditorState["tr"]): void {
    const state = this.#view.state.apply(tr);
    this.#view.updateState(state);
    if (tr.docChanged) this.#told();
    const marks = state.storedMarks ?? state.selection.$from.marks();
    this.bold = marks.some((mark) => mark.type === schema.marks.strong);
    this.heading = state.selection.$from.parent.type === schema.nodes.heading;
  }
}
