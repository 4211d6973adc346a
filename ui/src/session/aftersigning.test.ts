import { expect, test } from "vitest";
import { schema } from "../note/schema";
import { newLines } from "./aftersigning";

const noteOf = (...lines: string[]) =>
  schema.nodes.doc.create(
    null,
    lines.map((line) => schema.nodes.paragraph.create(null, line ? schema.text(line) : null)),
  );

// What was signed must not be said again in the addendum, and no word that was typed after it may be missing.
test("what came after the signature is what the signed note does not have", () => {
  const signed = noteOf("First.", "Second.");
  expect(newLines(noteOf("First.", "Second. And more.", "", "Third."), signed)).toBe("Second. And more.\nThird.");
  expect(newLines(noteOf("Second.", "First."), signed)).toBe("");
  expect(newLines(signed, null), "what was signed cannot be read").toBe("First.\nSecond.");
});
