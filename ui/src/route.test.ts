import { expect, test } from "vitest";
import { router } from "./route.svelte";

// A comment that is being written belongs into its note, and the note is saved after it.
test("what came last is finished first when a screen is left", async () => {
  const order: string[] = [];
  const finish = (name: string) => () => {
    order.push(name);
    return Promise.resolve();
  };
  const release = [router.beforeLeaving(finish("note")), router.beforeLeaving(finish("comment"))];
  await router.settle();
  release.forEach((one) => one());
  expect(order).toEqual(["comment", "note"]);
});
