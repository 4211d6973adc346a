import { expect, test } from "vitest";
import type { HomeworkTemplateDraft } from "../api";
import { makeshiftTemplate, templateDraft, templateTyped, wrongTemplate } from "./template";

const SAYS: HomeworkTemplateDraft = {
  title: "Evening walk",
  what: "Walk round the block",
  why: "to settle",
  when: "after supper",
  often: { times: 3, per: "week" },
  minutes: 15,
  factor: "B",
  aspect: "healthy",
  handout: null,
};

// What is on file, opened and saved again, must be what it was.
test("a template survives being opened and saved", () => {
  expect(templateDraft(templateTyped(SAYS))).toEqual(SAYS);
  expect(wrongTemplate(templateTyped(SAYS))).toEqual({});
  expect(Object.keys(wrongTemplate(templateTyped(null)))).toEqual(["title", "what"]);
});

// A lock by time asks nobody: two thousand characters without a title must be kept.
test("in the last moment everything typed is fit to be kept", () => {
  const odd = { ...templateTyped(null), what: "Sit by the pond", times: "often", minutes: "0" };
  const kept = makeshiftTemplate(odd, "14:05");
  expect(wrongTemplate(kept)).toEqual({});
  expect(kept).toMatchObject({ title: "No title yet (14:05)", what: "Sit by the pond" });
  expect(kept.when).toBe("How often: often; Minutes: 0");
});
