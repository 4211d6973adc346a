import { expect, test } from "vitest";
import { zoomStep } from "./zoom";

const key = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "altKey", boolean>> = { ctrlKey: true }) =>
  zoomStep({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

// On most keyboards the plus needs Shift, and nobody presses that for it.
test("the plus is heard with and without Shift, and only with Ctrl", () => {
  expect([key("+"), key("="), key("-"), key("0")]).toEqual([1, 1, -1, 0]);
  expect([key("+", {}), key("0", { ctrlKey: true, altKey: true }), key("a"), key("+", { metaKey: true })]).toEqual([
    null,
    null,
    null,
    1,
  ]);
});
