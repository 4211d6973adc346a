import { expect, test } from "vitest";
import { answers, grouped, ranked, sessionWith, type Choice, type Kind } from "./rank";

const choice = (kind: Kind, label: string, score: number | null = null): Choice => ({
  kind,
  target: label,
  label,
  about: "",
  score,
  run: () => undefined,
});

// A few letters of any word are all that anybody types.
test("words are found by their beginnings, in any order and without accents", () => {
  expect(answers("ho tem", "Homework templates")).toBe(true);
  expect(answers("tem ho", "Homework templates")).toBe(true);
  expect(answers("emplates", "Homework templates")).toBe(false);
  expect(answers("zoe", "Zoë’s page")).toBe(true);
  expect(answers("bin", "Trash", "bin deleted")).toBe(true);
  expect(answers("", "Anything")).toBe(true);
});

// What is done every day comes first; then what begins with the very letters.
test("what is chosen most comes first", () => {
  const all = [choice("action", "Your letterhead"), choice("action", "Lock now", 1), choice("action", "Letterhead")];
  expect(ranked(all, "l").map((one) => one.label)).toEqual(["Lock now", "Letterhead", "Your letterhead"]);
  expect(ranked(all, "lett").map((one) => one.label)).toEqual(["Letterhead", "Your letterhead"]);
});

// The first line is what Enter opens, so the most chosen of all kinds must stand there.
test("the kind that holds what is chosen most stands first", () => {
  const all = [choice("client", "Ada"), choice("action", "Lock now"), choice("handout", "Three roots", 4)];
  expect(grouped(all, "x").map((group) => group.kind)).toEqual(["handout", "client", "action"]);
  expect(grouped([choice("note", "Session 1"), choice("client", "Ada")], "x").map((group) => group.kind)).toEqual([
    "client",
    "note",
  ]);
  const many = Array.from({ length: 30 }, (_, at) => choice("action", `Action ${at}`));
  expect([grouped(many, "a")[0]?.choices.length, grouped(many, " ")[0]?.choices.length]).toEqual([10, 6]);
});

// “New session for Ada” names an action and a client at once.
test("a session is asked for by whose it is", () => {
  expect(sessionWith("new session for ada")).toBe("ada");
  expect(sessionWith("session Ada W")).toBe("Ada W");
  expect(sessionWith("note with Bela ")).toBe("Bela");
  expect([sessionWith("session"), sessionWith("session "), sessionWith("ada")]).toEqual([null, null, null]);
});
