import { expect, test } from "vitest";
import type { Homework, HomeworkTemplateCard } from "../api";
import {
  anewOf,
  BLANK,
  draftOf,
  fromPast,
  fromTemplate,
  makeshift,
  same,
  smallerWays,
  typedOf,
  unpicked,
  whole,
  wrongWith,
  type Typed,
} from "./typed";

const CARD: HomeworkTemplateCard = {
  key: "evening-walk",
  own: null,
  says: {
    title: "Evening walk",
    what: "Walk round the block",
    why: "to settle",
    when: "after supper",
    often: null,
    minutes: 15,
    factor: "B",
    aspect: "healthy",
    handout: "three-roots",
  },
  oftenWords: "every other day",
  partner: false,
};
const full: Typed = { ...fromTemplate(BLANK, CARD), times: "3", due: "2026-12-01", sureness: 6, planIf: "it rains" };
const onFile = (typed: Typed = full): Homework => ({
  ...draftOf(4, typed),
  id: 9,
  client: 2,
  assignedOn: "2026-11-20",
  doneOn: null,
  state: "open",
  specific: true,
  follows: null,
});

// What is on file, opened and saved again, must be what it was: a form that drops a field loses it for good.
test("a task survives being opened and saved", () => {
  expect(draftOf(4, typedOf(onFile()))).toEqual(draftOf(4, full));
  expect(draftOf(4, typedOf(onFile(BLANK)))).toEqual(draftOf(4, BLANK));
});

// Only what has to be agreed on may be asked for; the rest may stay blank.
test("only the task itself is needed", () => {
  expect(wrongWith(BLANK).task).toContain("Say what");
  expect(wrongWith({ ...BLANK, task: "Walk" })).toEqual({});
  expect(Object.keys(wrongWith({ ...BLANK, task: "Walk", times: "0", minutes: "601" }))).toEqual(["times", "minutes"]);
  expect(wrongWith({ ...BLANK, task: "Walk", times: "often" }).times).toContain("whole number");
});

// A template brings its words, and what no number can say is not lost.
test("a template fills in what it says", () => {
  const typed = fromTemplate({ ...BLANK, place: "in the park" }, CARD);
  expect(typed).toMatchObject({ task: "Walk round the block", when: "after supper, every other day", minutes: "15" });
  expect(typed).toMatchObject({ factor: "B", handout: "three-roots", place: "in the park", template: "evening-walk" });
});

// What a template says nothing of was typed by hand, and is worth as much as a template.
test("a template wipes nothing that it says nothing of", () => {
  const own = { ...BLANK, when: "after lunch", why: "to rest", times: "2", per: "day", factor: "S" } as const;
  const bare = { ...CARD.says, why: "", when: "", minutes: null, factor: null, aspect: null, handout: null };
  const typed = fromTemplate({ ...own, minutes: "10" }, { ...CARD, says: bare, oftenWords: "" });
  expect(typed).toMatchObject({ ...own, minutes: "10", task: "Walk round the block", template: "evening-walk" });
  expect(fromPast(own, onFile({ ...BLANK, task: "Sit", minutes: "5" }))).toEqual({ ...own, task: "Sit", minutes: "5" });
});

// A second thought among the offers must not leave a mixture of both behind.
test("what is picked instead takes the place of what was picked before", () => {
  const before = { ...BLANK, place: "at home" };
  const picked = fromTemplate(before, CARD);
  const since = { ...picked, task: "Wal", why: "to breathe" };
  expect(unpicked(since, picked, before)).toEqual({ ...before, task: "Wal", why: "to breathe" });
});

// A lock by time asks nobody: what was typed must be kept, be it odd.
test("in the last moment everything typed is fit to be kept", () => {
  const odd = { ...BLANK, when: "at noon", times: "often", minutes: "0", due: "soon", planIf: "it rains" };
  const kept = makeshift(odd, "14:05");
  expect(wrongWith(kept)).toEqual({});
  expect(kept).toMatchObject({ task: "No words yet (14:05)", planIf: "it rains" });
  expect(kept.when).toBe("at noon; How often: often; Minutes: 0; Until: soon");
  expect(makeshift({ ...BLANK, task: "Walk" }, "14:05")).toEqual({ ...BLANK, task: "Walk" });
});

// The same once more is asked about anew: old days and the old sureness would be untrue.
test("a task begun anew has no days and no sureness of the last time", () => {
  expect(anewOf(onFile())).toMatchObject({ due: "", startsOn: "", sureness: null, planIf: "it rains" });
});

// A number that is half a word must not become another number in silence.
test("a whole number is one, or none", () => {
  expect([whole(""), whole(" 3 "), whole("3x"), whole("-1"), whole("1.5")]).toEqual([
    null,
    3,
    Number.NaN,
    Number.NaN,
    Number.NaN,
  ]);
});

// The offer to make a task smaller has to make it smaller, and never to nothing.
test("smaller is smaller and still a task", () => {
  expect(smallerWays({ ...full, minutes: "15", times: "3" }).map((way) => way.label)).toEqual([
    "7 min each time",
    "Only once",
  ]);
  expect(smallerWays({ ...full, minutes: "1", times: "1" })).toEqual([]);
});

// Typing a space is no change; anything else is.
test("sameness is told by what would be saved", () => {
  expect(same(full, { ...full, task: `${full.task} ` })).toBe(true);
  expect(same(full, { ...full, planThen: "take the stairs" })).toBe(false);
});
