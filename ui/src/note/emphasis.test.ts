import { expect, test } from "vitest";
import type { Tag } from "../api";
import { Emphasis } from "./emphasis.svelte";

const B: Tag = { factor: "B", aspect: "shows" };
const S: Tag = { factor: "S", aspect: "healthy" };

// Two quick presses are two tags, although the first is still on its way when the second comes.
test("quick presses are all kept, in the order in which they were made", async () => {
  const saved: Tag[][] = [];
  const emphasis = new Emphasis([], (tags) => {
    saved.push(tags);
    return Promise.resolve([...tags]);
  });
  void emphasis.toggle(B);
  void emphasis.toggle(S);
  expect(emphasis.tags).toEqual([B, S]);
  await emphasis.settled();
  expect(saved).toEqual([[B], [B, S]]);
  expect(emphasis.tags).toEqual([B, S]);
  await emphasis.toggle(B);
  expect([emphasis.tags, emphasis.has(B)]).toEqual([[S], false]);
});

// A tag that is shown and not on disk would be believed.
test("what could not be saved is not shown", async () => {
  const emphasis = new Emphasis([B], () => Promise.reject(new Error("no room")));
  await expect(emphasis.toggle(S)).rejects.toThrow("no room");
  expect(emphasis.tags).toEqual([B]);
});
