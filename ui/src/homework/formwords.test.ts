import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Failure } from "../api";
import { toasts } from "../kit/toasts.svelte";
import { router } from "../route.svelte";
import { FormWords } from "./formwords.svelte";
import { anyUnsavedHomework, forgetUnsavedHomework, hasUnsavedHomework } from "./unsaved";

vi.mock("../app.svelte", () => ({ app: { changed: () => undefined } }));

type Said = { words: string; mark: string };
const PLACE = ["goal", 1, null] as const;
let saved: Said[] = [];
let refuse = false;

function form(): FormWords<Said> {
  return new FormWords<Said>({
    place: PLACE,
    before: { words: "", mark: "" },
    wrong: ({ words }) => words === "",
    makeshift: (said) => ({ ...said, words: said.words || "No words yet" }),
    put: (said) => {
      if (refuse) return Promise.reject(new Failure({ code: "other", message: "No room.", advice: "", seconds: null }));
      saved.push(said);
      return Promise.resolve();
    },
    words: { thrownAway: "Thrown away.", refused: "Not saved yet." },
    onclose: () => undefined,
  });
}

const undo = async () => toasts.list.find((one) => one.text === "Thrown away.")?.action?.run();

beforeEach(() => vi.stubGlobal("window", globalThis));
afterEach(() => {
  toasts.clear();
  vi.unstubAllGlobals();
  [saved, refuse] = [[], false];
  forgetUnsavedHomework();
  router.reset();
});

// Escape is pressed by mistake as easily as on purpose: the words come back, once, wherever she is by then.
test("what was thrown away comes back into its form", async () => {
  const first = form();
  first.attach();
  first.cancel();
  expect(toasts.list, "nothing was typed, and nothing is said").toEqual([]);

  const second = form();
  const release = second.attach();
  second.typed.words = "To sleep";
  second.cancel();
  release();
  expect([saved, anyUnsavedHomework()], "it is neither saved nor in the way").toEqual([[], false]);
  await router.go({ name: "settings" });
  await undo();
  expect(router.route.name, "its own screen, which opens the form").toBe("desk");
  expect([form().typed.words, anyUnsavedHomework()]).toEqual(["To sleep", false]);
});

// The same form may stand open again by then, with other words in it: neither of the two may cost the other.
test("words that come back into a form that is in use change places with those in it", async () => {
  const first = form();
  const release = first.attach();
  first.typed.words = "To sleep";
  first.cancel();
  release();
  const second = form();
  const again = second.attach();
  second.typed.words = "To wake";
  await undo();
  expect(second.typed.words).toBe("To sleep");
  await undo();
  expect(second.typed.words).toBe("To wake");
  second.cancel();
  again();
});

// A lock, another screen, another form in its place: all of them once took words along.
test("what is typed is saved on leaving, or waits", async () => {
  const first = form();
  const release = first.attach();
  first.typed.mark = "4";
  await router.settle();
  expect([saved, hasUnsavedHomework(PLACE)], "without words it cannot be saved, and waits").toEqual([[], true]);
  await router.settle(true);
  expect(saved, "in the last moment it is made fit").toEqual([{ words: "No words yet", mark: "4" }]);
  release();
  expect(anyUnsavedHomework()).toBe(false);

  refuse = true;
  const second = form();
  const gone = second.attach();
  second.typed.words = "To sleep";
  gone();
  await vi.waitFor(() => expect(hasUnsavedHomework(PLACE), "the form went, and the words did not").toBe(true));
});
