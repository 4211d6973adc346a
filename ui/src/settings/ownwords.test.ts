import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Failure } from "../api";
import { toasts } from "../kit/toasts.svelte";
import { anyUnsaved, forgetUnsaved } from "../note/unsaved";
import { OwnWords } from "./ownwords.svelte";

type Draft = { name: string; text: string };
let saved: Draft[] = [];

function writing(): OwnWords<Draft> {
  return new OwnWords<Draft>({
    what: "template",
    id: null,
    before: { name: "", text: "" },
    save: (draft) => {
      if (draft.name === "")
        return Promise.reject(new Failure({ code: "other", message: "No name.", advice: "", seconds: null }));
      saved.push(draft);
      return Promise.resolve("Saved.");
    },
    named: (draft) => ({ ...draft, name: "No name yet" }),
  });
}

beforeEach(() => vi.stubGlobal("window", globalThis));
afterEach(() => {
  toasts.clear();
  vi.unstubAllGlobals();
  saved = [];
  forgetUnsaved();
});

// Twenty thousand characters are an evening's work, and a lock comes without asking.
test("what was written is saved when the screen is left, at the last moment also without a name", async () => {
  const own = writing();
  await own.leave(true);
  expect(saved, "nothing was written").toEqual([]);
  own.draft.text = "## Together";
  await own.leave(true);
  expect(saved).toEqual([{ name: "No name yet", text: "## Together" }]);
});

// A lock that was asked for can be held up, and the dialog opened again.
test("what is refused waits for its dialog to be opened again", async () => {
  const own = writing();
  own.draft.text = "## Together";
  await own.leave(false);
  expect([saved, anyUnsaved()]).toEqual([[], true]);
  expect([writing().draft.text, anyUnsaved()]).toEqual(["## Together", false]);
});
