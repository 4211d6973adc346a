import { expect, test } from "vitest";
import type { Homework, HomeworkTemplateCard } from "../api";
import { asksPartner, offersFor } from "./offers";
import { BLANK, draftOf } from "./typed";

const card = (title: string, factor: "B" | "E" | "S", own: number | null = null): HomeworkTemplateCard => ({
  key: title,
  own,
  says: {
    title,
    what: `Do: ${title}`,
    why: "",
    when: "",
    often: null,
    minutes: null,
    factor,
    aspect: "healthy",
    handout: null,
  },
  oftenWords: "",
  partner: false,
});
const past = (id: number, task: string): Homework => ({
  ...draftOf(1, { ...BLANK, task }),
  id,
  client: 1,
  assignedOn: "2026-11-01",
  doneOn: "2026-11-08",
  state: "done",
  specific: false,
  follows: null,
});
const CARDS = [card("Sleep early", "B"), card("Letter", "E"), card("Tea", "S"), card("Breath", "S", 3)];
const PAST = [past(1, "Café walk"), past(2, "Old letter"), past(3, "Older")];
const titles = (tags: { factor: "S"; aspect: "healthy" }[], typed: string) =>
  offersFor(CARDS, PAST, tags, typed).map((offer) => offer.title);

// What the note speaks of decides what is offered first, or the list is only the alphabet.
test("templates that fit the note come first, one's own before those that ship", () => {
  expect(titles([{ factor: "S", aspect: "healthy" }], "")).toEqual([
    "Breath",
    "Tea",
    "Sleep early",
    "Letter",
    "Café walk",
    "Old letter",
  ]);
});

// Typing narrows the list, whatever accents are typed, and past tasks of this client come first.
test("words narrow what is offered", () => {
  expect(titles([], "LETTER")).toEqual(["Old letter", "Letter"]);
  expect(titles([], "cafe")).toEqual(["Café walk"]);
  expect(titles([], "nothing like it")).toEqual([]);
});

// Closeness is not asked for without a thought for safety, also in words of one's own that go with such a handout; and a
// task that needs no partner is not held up.
test("a task asks for a partner by its template, or by its handout", () => {
  const cards = [
    { ...card("Ask once", "S"), partner: true },
    card("Tea", "S"),
    { ...card("Mine", "S", 3), key: "own-3" },
  ];
  const handouts = [
    { id: "close", partner: true },
    { id: "alone", partner: false },
  ];
  const asks = (template: string | null, handout: string) => asksPartner({ template, handout }, cards, handouts);
  expect(asks("Ask once", "none")).toBe(true);
  expect(asks("Tea", "close")).toBe(false);
  expect(asks("own-3", "close")).toBe(true);
  expect(asks(null, "close")).toBe(true);
  expect(asks(null, "alone")).toBe(false);
});
