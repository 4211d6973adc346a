// An article while it is cut: paragraphs that are joined, split and marked as material.
import type { OwnMaterial, OwnMaterialDraft, Paragraph } from "../api";

/** What becomes of a paragraph: a piece of material, or nothing. */
export type Piece = { text: string; item: Omit<OwnMaterialDraft, "body"> | null };

const TITLE = 60;

/** A short name made of the first words. */
export function nameFor(text: string): string {
  const words = text
    .replace(/\*\*|^- /gmu, "")
    .replace(/\s+/gu, " ")
    .trim();
  if (words.length <= TITLE) return words;
  const cut = words.slice(0, TITLE - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 20)).trim()}…`;
}

/** A piece that is on file, as it stands on the screen. */
export const pieceOf = ({ body, id, title, kind, factor, aspect, partner }: OwnMaterial): Piece => ({
  text: body,
  item: { id, title, kind, factor, aspect, partner },
});

/** Which pieces on file are no longer in the list. */
export const takenOut = (before: OwnMaterial[], list: Piece[]): OwnMaterial[] =>
  before.filter((one) => !list.some((piece) => piece.item?.id === one.id));

export const pieces = (paragraphs: Paragraph[]): Piece[] => paragraphs.map(({ text }) => ({ text, item: null }));

/** Marked as material, with what can be guessed of it. */
export function marked(piece: Piece): Piece {
  const lines = piece.text.split("\n");
  const kind = piece.text.trim().endsWith("?")
    ? "questions"
    : lines.every((line) => line.startsWith("- "))
      ? "list"
      : "idea";
  return { ...piece, item: { id: null, title: nameFor(piece.text), kind, factor: null, aspect: null, partner: false } };
}

/** Joined to the one above it, whose mark it takes on. */
export function joined(list: Piece[], at: number): Piece[] {
  const [above, below] = [list[at - 1], list[at]];
  if (!above || !below) return list;
  const lists = above.text.startsWith("- ") && below.text.startsWith("- ");
  const whole = { text: `${above.text}${lists ? "\n" : "\n\n"}${below.text}`, item: above.item ?? below.item };
  return [...list.slice(0, at - 1), whole, ...list.slice(at + 1)];
}

/** Split where the cursor is; nothing is split off at an end. */
export function split(list: Piece[], at: number, cursor: number): Piece[] {
  const piece = list[at];
  const [first, second] = [piece?.text.slice(0, cursor).trim() ?? "", piece?.text.slice(cursor).trim() ?? ""];
  if (!piece || first === "" || second === "") return list;
  return [...list.slice(0, at), { ...piece, text: first }, { text: second, item: null }, ...list.slice(at + 1)];
}

/** The material that is marked, ready to be kept. */
export const items = (list: Piece[]): OwnMaterialDraft[] =>
  list.flatMap(({ text, item }) => (item ? [{ ...item, body: text }] : []));
