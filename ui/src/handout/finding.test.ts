import { expect, test } from "vitest";
import { finds, isFiltering, NO_FILTERS } from "./finding";

const thing = {
  texts: ["Body weather", "A café can wait."],
  articles: ["Feeling secure"],
  factors: ["B" as const],
  aspect: "shows" as const,
};

// A search that needs the right accents or whole words finds nothing in a hurry.
test("words are found by their beginnings, accents aside", () => {
  for (const words of ["", "bod", "WEATHER body", "cafe", "feel"]) {
    expect(finds({ ...NO_FILTERS, words }, thing), words).toBe(true);
  }
  for (const words of ["eather", "body rain"]) expect(finds({ ...NO_FILTERS, words }, thing), words).toBe(false);
});

test("each filter narrows", () => {
  expect(finds({ ...NO_FILTERS, factor: "B", aspect: "shows", article: "Feeling secure" }, thing)).toBe(true);
  expect(finds({ ...NO_FILTERS, factor: "S" }, thing)).toBe(false);
  expect(finds({ ...NO_FILTERS, aspect: "healthy" }, thing)).toBe(false);
  expect(finds({ ...NO_FILTERS, article: "Other" }, thing)).toBe(false);
  expect([isFiltering(NO_FILTERS), isFiltering({ ...NO_FILTERS, words: "x" })]).toEqual([false, true]);
});
