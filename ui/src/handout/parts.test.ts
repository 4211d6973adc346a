import { expect, test } from "vitest";
import type { Part } from "../api";
import { fromLines, materialOf, moved, NEW_PARTS, newPart, NOTHING, opened, partName } from "./parts";

// Each piece must be movable by itself, and the heading must stay above the first.
test("a library's handout is opened with one piece a part", () => {
  const part: Part[] = [{ kind: "text", heading: "To read", material: ["a", "b"] }, newPart("lines")];
  const found = opened({ title: "Rest", part });
  expect(found.part.slice(0, 2)).toEqual([
    { kind: "text", heading: "To read", material: ["a"] },
    { kind: "text", heading: null, material: ["b"] },
  ]);
  expect(found.part).toHaveLength(3);
  expect({ ...found, title: "", part: [] }).toEqual(NOTHING);
  expect(materialOf(found)).toEqual(["a", "b"]);
});

// A move past an end loses nothing.
test("a part is moved by the keyboard within the list", () => {
  expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
  expect(moved([1, 2, 3], 2, 0)).toEqual([3, 1, 2]);
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
  expect(moved([1, 2, 3], 2, 3)).toEqual([1, 2, 3]);
});

test("every part has a name to be found by", () => {
  for (const { value } of NEW_PARTS) expect(partName(newPart(value), (id) => id)).not.toBe("");
  expect(partName({ kind: "text", heading: null, material: ["a"] }, (id) => `Title of ${id}`)).toBe("Title of a");
  expect(fromLines(" one\n\n two ")).toEqual(["one", "two"]);
});
