import { expect, test } from "vitest";
import type { ClientLine } from "../api";
import { labelsOf, listed, matching, nextStep, ordered, otherName } from "./listing";

const line = (over: Partial<ClientLine>): ClientLine => ({
  id: 1,
  name: "Ada",
  preferredName: "",
  kind: "individual",
  state: "active",
  people: [],
  labels: [],
  safety: false,
  sessions: 3,
  lastSession: "2026-11-12",
  unsigned: false,
  openHomework: 0,
  ...over,
});
const ALL = [
  line({ id: 1, name: "Maren Holloway", preferredName: "Maz", labels: ["Evening"] }),
  line({ id: 2, name: "Bo Larkmead", state: "ended", lastSession: "2026-01-02" }),
  line({ id: 3, name: "Cleo Wren", state: "waiting", lastSession: null, sessions: 0 }),
].map(listed);
const found = (wanted: Partial<Parameters<typeof matching>[1]>) =>
  matching(ALL, { words: "", state: "all", label: "", ...wanted }).map((one) => one.line.id);

test.each([
  ["maz", [1]],
  ["hollo MAR", [1]],
  ["even", [1]],
  ["", [1, 2, 3]],
  ["nobody", []],
])("%j finds by name, preferred name and label", (words, ids) => {
  expect(found({ words })).toEqual(ids);
});

// A name is typed on whatever keyboard is there.
test.each(["zoe mul", "Zoë", "ZOË MÜL", "Zoe\u0308"])("%j finds a name with accents", (words) => {
  const all = [listed(line({ id: 7, name: "Zoë Müller" }))];
  expect(matching(all, { words, state: "all", label: "" })).toHaveLength(1);
});

test("the current clients are all whose work has not ended", () => {
  expect(found({ state: "current" })).toEqual([1, 3]);
  expect(found({ state: "ended" })).toEqual([2]);
  expect(found({ state: "all", label: "Evening" })).toEqual([1]);
});

test("who came last comes first, and who never came last", () => {
  expect(ordered(ALL, "lastSession").map((one) => one.line.id)).toEqual([1, 2, 3]);
  expect(ordered(ALL, "nextStep").map((one) => one.line.id)).toEqual([3, 2, 1]);
});

test.each([
  [{ state: "enquiry" as const, unsigned: true }, "Answer the enquiry"],
  [{ unsigned: true, openHomework: 2 }, "Sign the last note"],
  [{ openHomework: 1 }, "Review 1 task"],
  [{ sessions: 0 }, "First session"],
  [{ state: "ended" as const, openHomework: 2 }, ""],
  [{}, ""],
])("what comes next: %j", (over, words) => {
  expect(nextStep(line(over)).words).toBe(words);
});

test("labels stand once, and a name only where it says more", () => {
  expect(labelsOf(ALL)).toEqual(["Evening"]);
  expect(ALL.map((one) => otherName(one.line))).toEqual(["Maren Holloway", "", ""]);
});

// A family is filed under its surname, and it is the daughter's name that comes to mind.
test("a case is found by the people in it", () => {
  const all = [listed(line({ id: 8, name: "Larkmead", people: ["Hattie", "José"] }))];
  expect(matching(all, { words: "jose", state: "all", label: "" })).toHaveLength(1);
  expect(matching(all, { words: "hat", state: "all", label: "" })).toHaveLength(1);
});
