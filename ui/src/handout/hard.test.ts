import { expect, test } from "vitest";
import { marked } from "./hard";

// A word that is part of another is not hard, and what was typed is never read as a pattern.
test("hard words are cut out of a line whole", () => {
  const parts = marked(["security", "C++"]);
  expect(parts("Security is not insecurity.")).toEqual(["", "Security", " is not insecurity."]);
  expect(parts("Learn C++ now, (security)")).toEqual(["Learn ", "C++", " now, (", "security", ")"]);
  expect(parts("Rest.")).toEqual(["Rest."]);
  expect(marked([])("Rest.")).toEqual(["Rest."]);
});
