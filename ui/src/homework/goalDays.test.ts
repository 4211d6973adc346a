import { expect, test } from "vitest";
import { goalDays, places, tasksWords } from "./goalDays";

const rating = (id: number, day: string, mark: number) => ({ id, day, rating: mark });
const goal = { setOn: "2026-11-01", endedOn: null, ratings: [rating(1, "2026-11-03", 4)], homework: [7] };
const task = (id: number, assignedOn: string, doneOn: string | null, state: "open" | "done" | "dropped" = "done") => ({
  id,
  assignedOn,
  doneOn,
  state,
});

// A goal without a rating has nothing to be drawn against, and one rating alone has no length of time to stand in.
test("no rating draws nothing, and one day stands in the middle", () => {
  expect(goalDays({ ...goal, ratings: [] }, [{ number: 1, day: "2026-11-01" }], [])).toEqual([]);
  expect(places([])).toEqual([]);
  expect(places(goalDays(goal, [], []))).toEqual([0.5]);
});

// What came before a goal or after its end has nothing to do with it, and would press its time together.
test("only the days of the goal are drawn", () => {
  const ended = { ...goal, endedOn: "2026-11-10" };
  const sessions = ["2026-10-31", "2026-11-01", "2026-11-10", "2026-11-11"].map((day, at) => ({ day, number: at + 1 }));
  const days = goalDays(ended, sessions, []);
  expect(days.map(({ day }) => day)).toEqual(["2026-11-01", "2026-11-03", "2026-11-10"]);
  expect(places(days)).toEqual([0, 2 / 9, 1]);
});

// A late rating must not lie outside the chart.
test("a rating before the goal was set or after it ended belongs to it", () => {
  const odd = { ...goal, endedOn: "2026-11-04", ratings: [rating(1, "2026-10-20", 1), rating(2, "2026-11-06", 9)] };
  expect(goalDays(odd, [], []).map(({ ratings }) => ratings)).toEqual([[1], [9]]);
});

// The table counts each task once where it was agreed and once where it was done, and what was let go is not done.
test("tasks are counted on their days", () => {
  const tasks = [
    task(7, "2026-11-03", "2026-11-05"),
    task(8, "2026-11-03", null, "open"),
    task(9, "2026-11-03", "2026-11-05", "dropped"),
  ];
  const days = goalDays(goal, [{ number: 3, day: "2026-11-05" }], tasks);
  expect(days.map(({ agreed, done }) => [agreed, done])).toEqual([
    [
      { all: 3, forGoal: 1 },
      { all: 0, forGoal: 0 },
    ],
    [
      { all: 0, forGoal: 0 },
      { all: 1, forGoal: 1 },
    ],
  ]);
  expect(days.map(({ agreed }) => tasksWords(agreed))).toEqual(["3, 1 for this goal", "–"]);
});
