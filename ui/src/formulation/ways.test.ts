import { expect, it } from "vitest";
import type { Homework, HomeworkTemplateCard, Ways } from "../api";
import { offersOf } from "./ways";

const card = { key: "one-safe-moment", own: null, says: { title: "One safe moment", factor: "S" }, partner: true };
const past = { id: 7, task: "A bath", factor: "S" };

// What worked before comes first, and a template that was removed meanwhile must not stop the others from being offered.
it("keeps the order, and passes over what is gone", () => {
  const tasks = [
    { beginning: { kind: "past", task: past as Homework }, why: "Done twice" },
    { beginning: { kind: "template", key: "own-9" }, why: "gone" },
    { beginning: { kind: "template", key: "one-safe-moment" }, why: "fits" },
  ] as Ways["tasks"];
  const found = offersOf(tasks, [card as HomeworkTemplateCard]);
  expect(found.map(({ offer, why }) => [offer.title, offer.partner, why])).toEqual([
    ["A bath", false, "Done twice"],
    ["One safe moment", true, "fits"],
  ]);
});
