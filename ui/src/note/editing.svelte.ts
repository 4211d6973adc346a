// The living editor of one note: ProseMirror's view, and what the toolbar, the palette and the rail need to know of it.
import { closeHistory } from "prosemirror-history";
import { Node } from "prosemirror-model";
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import type { Factor, Spot, Tag, Template } from "../api";
import { hasCopied, takeBack, takeOver } from "./copied";
import { frozen, type LaterTags } from "./frozen";
import { helps } from "./helps.svelte";
import {
  addPassage,
  commentPassage,
  newPassageId,
  passageCovering,
  passagesAt,
  passagesOf,
  removePassage,
  samePassages,
  shownAfter,
  type Passage,
} from "./passages";
import { taken, tidyPasted } from "./paste";
import { writing } from "./plugins";
import { isBlank, schema, written } from "./schema";
import { goInto, paletteBeside, selectSpot, type Beside } from "./sight";
import { showChoosing, tagDecorations } from "./tags";
import { freeOfTemplate, insertTemplate } from "./template";

export type Palette = Beside & { row: Factor | null; focused: boolean };

const RAIL_WAIT_MS = 150;

export type Options = {
  /** Hears of every change of the text. */
  told: () => void;
  /** Opens the list of templates. */
  chooseTemplate: () => void;
  /** Makes it a text that stays as it is, and takes the tags that are put on it all the same. */
  later?: LaterTags | null;
};

export class Editing {
  passages = $state.raw<Passage[]>([]);
  /** The passages where the cursor or selection is. */
  here = $state.raw<Passage[]>([]);
  selecting = $state(false);
  palette = $state.raw<Palette | null>(null);
  bold = $state(false);
  heading = $state(false);
  /** The key of the template that the note was begun in. */
  template = $state<string | null>(null);
  /** Whether words of an earlier note stand in it untouched. */
  copied = $state(false);
  #view: EditorView;
  #wait = 0;
  #told: () => void;
  #later: LaterTags | null;
  /** The next change is undone apart from the last one. */
  #apart = false;
  /** A change that is nobody's writing yet, and need not be saved before there is some. */
  #quiet = false;

  constructor(place: HTMLElement, doc: Node, { told, chooseTemplate, later = null }: Options) {
    this.#told = told;
    this.#later = later;
    const palette = (row: Factor | null) => this.openPalette(row, true);
    const plugins = later ? [frozen(palette)] : writing(palette, chooseTemplate);
    this.#view = new EditorView(place, {
      state: EditorState.create({ doc, plugins: [...plugins, tagDecorations] }),
      attributes: (state) => ({
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": "Note",
        "aria-readonly": String(later !== null),
        spellcheck: String(later === null),
        dir: "auto",
        class: isBlank(state.doc) ? "note-text is-empty" : "note-text",
      }),
      transformPastedHTML: tidyPasted,
      transformPasted: (slice, { state }, plain) => taken(slice, state, plain),
      dispatchTransaction: (tr) => this.#apply(tr),
      handleDOMEvents: { mousedown: this.#mouseDown },
    });
    this.#look(this.#view.state);
    document.addEventListener("mouseup", this.#mouseUp);
  }

  get text(): string {
    return written(this.#view.state.doc);
  }

  get plainText(): string {
    const { doc } = this.#view.state;
    return doc.textBetween(0, doc.content.size, "\n\n");
  }

  /** Whether nothing was ever written in it. */
  get untouched(): boolean {
    const { doc } = this.#view.state;
    return !this.gone && doc.attrs["template"] === null && isBlank(doc);
  }

  /** Whether its screen was left. */
  get gone(): boolean {
    return this.#view.isDestroyed;
  }

  /** Draws anew what depends on more than the text. */
  refresh(): void {
    this.#view.updateState(this.#view.state);
  }

  get empty(): boolean {
    return this.#view.state.doc.textContent.trim() === "";
  }

  run(command: Command): void {
    command(this.#view.state, (tr) => this.#view.dispatch(tr), this.#view);
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }

  /** Puts the cursor at the end, ready to write on. */
  focusEnd(): void {
    const { state } = this.#view;
    this.#view.dispatch(state.tr.setSelection(TextSelection.atEnd(state.doc)));
    this.#view.focus();
  }

  /** Begins an empty note in a template, or puts one in at the cursor. */
  begin(template: Template): void {
    this.#change(insertTemplate(this.#view.state, template, helps.templates));
    this.#view.focus();
  }

  /** The same for a new note. Nothing of it is saved before something is written. */
  beginQuietly(template: Template): void {
    this.#quiet = true;
    this.begin(template);
    this.#quiet = false;
  }

  /** Takes the note out of its template. */
  free(): void {
    this.#change(freeOfTemplate(this.#view.state, helps.templates));
    this.#view.focus();
  }

  /** Takes the words of an earlier note over, marked until they are touched. */
  takeOver(earlier: Node): void {
    this.#change(takeOver(this.#view.state, earlier, helps.templates));
    this.#view.focus();
  }

  /** Puts an earlier state of the note in place of this one. */
  takeBack(earlier: Node): void {
    this.#change(takeBack(this.#view.state, earlier));
    this.#view.focus();
  }

  /** Opens the palette if there is something to tag, or tags to remove; answers whether there was. */
  openPalette(row: Factor | null, focused: boolean): boolean {
    const { selection } = this.#view.state;
    this.here = passagesAt(this.#view.state);
    if (selection.empty && this.here.length === 0) return true;
    this.palette = { row, focused, ...paletteBeside(this.#view) };
    this.#view.dispatch(showChoosing(this.#view.state, true));
    return true;
  }

  closePalette(refocus = true): void {
    if (this.palette) {
      this.palette = null;
      this.#view.dispatch(showChoosing(this.#view.state, false));
    }
    if (refocus) this.#view.focus();
  }

  /** Tags the selection, or takes the tag off where it is already. */
  toggle(tag: Tag): void {
    const { state } = this.#view;
    if (state.selection.empty) return;
    const covering = passageCovering(state, tag);
    if (covering) {
      this.remove(covering);
      return;
    }
    const passage = newPassageId();
    const tagged = addPassage(state, tag, passage);
    if (this.#later) this.#later.add(tag, written(tagged.doc), passage);
    else this.#change(tagged);
    this.closePalette();
  }

  remove(passage: Passage): void {
    const there = this.#find(passage);
    if (!this.#later && there) this.#change(removePassage(this.#view.state, there));
    else if (this.#later && this.canRemove(passage)) this.#later.remove(passage);
    this.closePalette();
  }

  /** Whether the tag can come off: from a text that stays as it is only a tag that came later. */
  canRemove(passage: Passage): boolean {
    return this.#later?.has(passage.passage) ?? true;
  }

  /** Shows the same text with other passages. */
  reload(doc: Node): void {
    const { selection, plugins } = this.#view.state;
    const same = TextSelection.create(doc, selection.anchor, selection.head);
    this.#view.updateState(EditorState.create({ doc, plugins, selection: same }));
    this.passages = passagesOf(doc);
    this.here = passagesAt(this.#view.state);
  }

  /** Puts a comment on a passage, or takes it off where it is empty. */
  comment(passage: Passage, comment: string): void {
    if (this.gone) return;
    const there = this.#find(passage);
    if (there && (there.comment ?? "") !== comment) this.#change(commentPassage(this.#view.state, there, comment));
  }

  covers(tag: Tag): boolean {
    return passageCovering(this.#view.state, tag) !== null;
  }

  /** Goes to a passage and puts the cursor in it. */
  show(passage: Passage): void {
    const at = this.#find(passage);
    if (at) goInto(this.#view, at.from + 1);
  }

  /** Goes to a place that was looked for and selects its words; when they are gone, to the note itself. */
  goTo(spot: Spot): void {
    selectSpot(this.#view, spot);
  }

  destroy(): void {
    window.clearTimeout(this.#wait);
    document.removeEventListener("mouseup", this.#mouseUp);
    this.#view.destroy();
  }

  /** A passage where it stands now: what is shown of it may be a moment behind. */
  #find({ passage }: Passage): Passage | undefined {
    return passagesOf(this.#view.state.doc).find((one) => one.passage === passage);
  }

  /** A change that undo takes back by itself. */
  #change(tr: EditorState["tr"]): void {
    this.#view.dispatch(closeHistory(tr));
    this.#apart = true;
  }

  #apply(tr: EditorState["tr"]): void {
    const pasted = tr.getMeta("paste") === true || tr.getMeta("uiEvent") === "drop";
    if (tr.docChanged && (this.#apart || pasted)) {
      closeHistory(tr);
      this.#apart = pasted;
    }
    const state = this.#view.state.apply(tr);
    this.#view.updateState(state);
    if (tr.docChanged) {
      if (!this.#quiet) this.#told();
      window.clearTimeout(this.#wait);
      this.#wait = window.setTimeout(() => this.#look(this.#view.state), RAIL_WAIT_MS);
    }
    if (!tr.docChanged && !tr.selectionSet) return;
    const here = passagesAt(state);
    // Told only when it changes: at each key the whole rail would ask again.
    if (!samePassages(here, this.here)) this.here = here;
    this.selecting = !state.selection.empty;
    const marks = state.storedMarks ?? state.selection.$from.marks();
    this.bold = marks.some((mark) => mark.type === schema.marks.strong);
    this.heading = state.selection.$from.parent.type === schema.nodes.heading;
    if (this.palette) this.closePalette(false);
  }

  /** What stands beside the text may be a moment behind it. */
  #look({ doc }: EditorState): void {
    this.passages = shownAfter(this.passages, passagesOf(doc));
    this.copied = hasCopied(doc);
    this.template = doc.attrs["template"] as string | null;
  }

  #mouseDown = (): void => this.closePalette(false);

  // The selection is settled a moment after the button is up.
  #mouseUp = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || event.target.closest(".tag-palette, .note-toolbar")) return;
    window.setTimeout(() => {
      if (this.#view.isDestroyed || !this.#view.hasFocus() || this.#view.state.selection.empty) return;
      this.openPalette(null, false);
    });
  };
}
