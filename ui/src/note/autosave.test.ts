import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Failure, type ProblemCode, type Saved } from "../api";
import { Autosave } from "./autosave.svelte";

const failure = (code: ProblemCode) => new Failure({ code, message: "No room.", advice: "", seconds: null });

function desk(answer: (saves: number) => Promise<void> = () => Promise.resolve()) {
  const saved: [string, number][] = [];
  const page = { text: "" };
  let tries = 0;
  const save = async (document: string, revision: number): Promise<Saved> => {
    await answer(++tries);
    saved.push([document, revision]);
    return { revision: revision + 1, savedAt: "2026-11-14T10:42:00Z" };
  };
  const autosave = new Autosave(save, () => page.text, 7, null);
  const type = (text: string) => {
    page.text += text;
    autosave.touched();
  };
  return { autosave, saved, type };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("autosave", () => {
  test("saves once, soon after the last key", async () => {
    const { autosave, saved, type } = desk();
    type("a");
    await vi.advanceTimersByTimeAsync(300);
    type("b");
    expect(autosave.state).toBe("unsaved");
    await vi.advanceTimersByTimeAsync(450);
    expect(saved).toEqual([["ab", 7]]);
    expect(autosave.state).toBe("saved");
  });

  test("is never more than a second behind steady typing", async () => {
    const { saved, type } = desk();
    for (let key = 0; key < 20; key++) {
      type("x");
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saved.length).toBeGreaterThanOrEqual(1);
    expect(saved[0]?.[0].length).toBeLessThanOrEqual(11);
  });

  test("sends one save at a time, each with the revision the last one gave", async () => {
    const { autosave, saved, type } = desk(() => new Promise((done) => setTimeout(done, 800)));
    type("a");
    await vi.advanceTimersByTimeAsync(500);
    type("b");
    const flushed = autosave.flush();
    await vi.advanceTimersByTimeAsync(2000);
    expect(await flushed).toBe(true);
    expect(saved).toEqual([
      ["a", 7],
      ["ab", 8],
    ]);
  });

  test("keeps the words of a failed save and tries again", async () => {
    const { autosave, saved, type } = desk((tries) =>
      tries < 2 ? Promise.reject(failure("other")) : Promise.resolve(),
    );
    type("a");
    await vi.advanceTimersByTimeAsync(450);
    expect(autosave.state).toBe("failed");
    expect(autosave.problem?.message).toBe("No room.");
    type("b");
    await vi.advanceTimersByTimeAsync(2100);
    expect(saved).toEqual([["ab", 7]]);
    expect(autosave.state).toBe("saved");
  });

  test("does not write over a note that changed elsewhere", async () => {
    const { autosave, saved, type } = desk((tries) =>
      tries < 2 ? Promise.reject(failure("note-changed")) : Promise.resolve(),
    );
    type("a");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(autosave.state).toBe("failed");
    expect(saved).toEqual([]);
  });

  test("tells whether a flush left words behind", async () => {
    const { autosave, type } = desk(() => Promise.reject(failure("other")));
    expect(await autosave.flush()).toBe(true);
    type("a");
    expect(await autosave.flush()).toBe(false);
    autosave.stop();
  });
});
