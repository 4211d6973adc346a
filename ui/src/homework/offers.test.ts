import { expect, test } from "vitest";
import type { Homework, HomeworkTemplateCard } from "../api";
import { offersFor } from "./offers";
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
