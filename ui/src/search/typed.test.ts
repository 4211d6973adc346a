import { describe, expect, test } from "vitest";
import { asksNotes, inUse, withoutPiece, withPiece } from "./typed";

describe("pieces of what is typed", () => {
  // A filter that is pressed must not swallow or join words that were typed.
  test("come and go without harming the words", () => {
    expect(withPiece("", "factor:S")).toBe("factor:S ");
    expect(withPiece("rain ", "factor:S")).toBe("rain factor:S ");
    expect(withPiece("rain", "before:")).toBe("rain before:");
    expect(withoutPiece("factor:S rain", "factor:S")).toBe("rain");
    expect(withoutPiece("rain factor:S ", "factor:S")).toBe("rain ");
    expect(withoutPiece("rain factor:S tea", "factor:S")).toBe("rain tea");
    expect(withoutPiece("factor:S ", "factor:S")).toBe("");
    expect(withoutPiece('client:"Ada Wren"rain', 'client:"Ada Wren"')).toBe("rain");
  });

  // “signed” is a part of “unsigned”, and only the whole piece may go.
  test("only where they stand by themselves", () => {
    expect(withoutPiece("unsigned signed", "signed")).toBe("unsigned ");
    expect(withoutPiece("factor:S,B factor:S", "factor:S")).toBe("factor:S,B ");
  });

  test("are known in any letters", () => {
    expect(inUse(["Factor:s", "unsigned"], "factor:S")).toBe("Factor:s");
    expect(inUse(["factor:S,B"], "factor:S")).toBeNull();
  });
});

describe("what can only be asked of notes", () => {
  // Else the list of clients would say that no client is called “factor:S”.
  test("is told from a name", () => {
    for (const typed of ["factor:S", "rain -tea", '"in the rain', "rememb*", "unsigned", "rain Signed"]) {
      expect(asksNotes(typed), typed).toBe(true);
    }
    for (const typed of ["Ada", "Northcote-Wren", "O'Neill", "rain tea", "unsigne", "designed"]) {
      expect(asksNotes(typed), typed).toBe(false);
    }
  });
});
