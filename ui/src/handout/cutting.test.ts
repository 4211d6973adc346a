import { expect, test } from "vitest";
import { items, joined, marked, nameFor, pieceOf, pieces, split, takenOut } from "./cutting";

const list = pieces([
  { text: "One. Two.", heading: false },
  { text: "- a", heading: false },
  { text: "- b", heading: false },
]);

// Words that are joined and split again must be the words of the article.
test("paragraphs are joined and split without losing a word", () => {
  expect(joined(list, 2).map((one) => one.text)).toEqual(["One. Two.", "- a\n- b"]);
  expect(joined(list, 1).map((one) => one.text)).toEqual(["One. Two.\n\n- a", "- b"]);
  expect(joined(list, 0)).toBe(list);
  expect(split(list, 0, 5).map((one) => one.text)).toEqual(["One.", "Two.", "- a", "- b"]);
  for (const cursor of [0, 9, 99]) expect(split(list, 0, cursor)).toBe(list);
});

test("a mark guesses a name and a kind, and stays with its words", () => {
  const [first, second] = list.map(marked);
  expect(first?.item).toMatchObject({ title: "One. Two.", kind: "idea" });
  expect(second?.item?.kind).toBe("list");
  expect(marked({ text: "Am I safe?", item: null }).item?.kind).toBe("questions");
  expect(nameFor("word ".repeat(40)).length).toBeLessThanOrEqual(60);
  expect(items([...list.slice(0, 1), ...list.slice(1).map(marked)]).map((one) => one.body)).toEqual(["- a", "- b"]);
});

// The question before saving hangs on it: a piece that is only moved or changed is not taken out.
test("what is taken out is known by its number", () => {
  const item = { article: 1, title: "x", kind: "idea", factor: null, aspect: null, partner: false } as const;
  const before = [
    { ...item, id: 1, body: "One." },
    { ...item, id: 2, body: "Two." },
  ];
  const list = before.map(pieceOf).reverse();
  expect(takenOut(before, list)).toEqual([]);
  const without = list.map((piece) => (piece.item?.id === 2 ? { ...piece, item: null } : { ...piece, text: "Other." }));
  expect(takenOut(before, without).map((one) => one.id)).toEqual([2]);
});
