import { expect, test } from "vitest";
import { Activity } from "./activity";

const made = (type: string, x = 0, y = 0, isTrusted = true) => ({ type, screenX: x, screenY: y, isTrusted }) as never;

function watched() {
  let time = 0;
  let told = 0;
  const activity = new Activity(
    () => (told += 1),
    () => time,
  );
  return { activity, told: () => told, pass: (ms: number) => (time += ms) };
}

// Typing sends hundreds of events a minute: the shell hears of them at once after a silence, and then now and then.
test("the first input after a silence is told at once, the next only after a pause", () => {
  const { activity, told, pass } = watched();
  activity.note(made("keydown"), false);
  expect(told()).toBe(1);
  pass(4999);
  activity.note(made("keydown"), false);
  expect(told()).toBe(1);
  pass(1);
  activity.note(made("wheel"), false);
  expect(told()).toBe(2);
});

// While the notice stands there is no time to lose: the input that answers it must not be swallowed by the pause.
test("input that answers the notice is told without a pause", () => {
  const { activity, told } = watched();
  activity.note(made("keydown"), false);
  activity.note(made("keydown"), true);
  expect(told()).toBe(2);
});

// A page that scrolls by itself under a resting mouse would otherwise keep the records open all night.
test("what nobody made counts for nothing", () => {
  const { activity, told } = watched();
  expect(activity.note(made("pointermove", 5, 5), false)).toBe(false);
  expect(activity.note(made("pointermove", 5, 5), false)).toBe(false);
  expect(activity.note(made("keydown", 0, 0, false), false)).toBe(false);
  expect(told()).toBe(0);
  expect(activity.note(made("pointermove", 6, 5), false)).toBe(true);
  expect(told()).toBe(1);
});
