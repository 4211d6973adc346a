import { expect, test } from "vitest";
import { QUESTIONNAIRES, type Measure } from "../api";
import { edges, measureDays, seriesOf } from "./series";
import { blankWords, formOf, resultWords } from "./words";

let id = 0;
const measure = (over: Partial<Measure>): Measure => ({
  id: ++id,
  client: 1,
  session: null,
  sessionNumber: null,
  day: "2026-11-01",
  notedAt: "2026-11-01T10:00:00Z",
  by: "client",
  said: { kind: "scale", name: "Steady", low: "", high: "", mark: 4 },
  result: null,
  note: "",
  lookedAt: null,
  earlier: [],
  ...over,
});
const result = { total: null, band: null, factors: [], blank: [], selfHarm: null };
const phq = (day: string, total: number | null, over: Partial<NonNullable<Measure["result"]>> = {}): Measure =>
  measure({
    day,
    said: { kind: "questionnaire", form: "phq-9", answers: { items: [], unscored: null } },
    result: { ...result, total, ...over },
  });
const other = (score: number, from: number | null, to: number | null): Measure =>
  measure({ said: { kind: "other", name: "CORE-10", score, from, to } });

// A scale and a form of one name are two measures, and mixed into one line they would say nothing.
test("measures of one name are one line, and a scale is not a score", () => {
  const named = { name: "CORE-10", low: "", high: "" };
  const series = seriesOf([
    other(12, null, null),
    phq("2026-11-03", 12),
    measure({ said: { kind: "scale", ...named, mark: 3 } }),
    phq("2026-11-01", 9),
  ]);
  expect(series.map(({ key, measures }) => [key, measures.length])).toEqual([
    ["other CORE-10", 1],
    ["questionnaire phq-9", 2],
    ["scale CORE-10", 1],
  ]);
  expect(series.map(({ low, high }) => [low, high])).toEqual([
    [11, 13],
    [0, 27],
    [0, 10],
  ]);
});

// A range that leaves a score out would draw it over the edge.
test("the range of a bare score holds every score", () => {
  const [one] = seriesOf([other(12, 0, 40), other(41, null, null)]);
  expect([one?.low, one?.high]).toEqual([0, 41]);
});

test("the check-in has a line for each factor, and no bands", () => {
  const said: Measure["said"] = { kind: "questionnaire", form: "check-in", answers: { items: [], unscored: null } };
  const factors = [
    { factor: "B" as const, sum: 9 },
    { factor: "E" as const, sum: null },
    { factor: "S" as const, sum: 8 },
  ];
  const one = measure({ said, result: { ...result, factors, blank: [5] } });
  const [series] = seriesOf([one]);
  expect(series?.lines.map((line) => [line.factor, line.value(one)])).toEqual([
    ["B", 9],
    ["E", null],
    ["S", 8],
  ]);
  expect([series?.high, edges(series?.form ?? null)]).toEqual([12, []]);
  expect(resultWords(one)).toBe("Biology 9, Early –, Self 8, each of 12. Question 5 left blank");
});

test("what fell between the first and the last measure stands under the chart", () => {
  const [series] = seriesOf([phq("2026-11-10", 9), phq("2026-11-02", 12)]);
  const tags = [{ factor: "S" as const, aspect: "shows" as const, count: 2 }];
  const sessions = ["2026-11-01", "2026-11-02", "2026-11-05"].map((day, at) => ({ day, number: at + 1, tags }));
  const tasks = [
    { doneOn: "2026-11-05", state: "done" as const },
    { doneOn: "2026-11-06", state: "dropped" as const },
    { doneOn: null, state: "open" as const },
  ];
  const days = series ? measureDays(series, sessions, tasks) : [];
  expect(
    days.map(({ day, measures, sessions: held, done, tags: { S } }) => [day, measures.length, held, done, S]),
  ).toEqual([
    ["2026-11-02", 1, [2], 0, 2],
    ["2026-11-05", 0, [3], 1, 2],
    ["2026-11-10", 1, [], 0, 0],
  ]);
});

// Words beside a number are what is read first: a band under a form with blanks would be a guess.
test("results are said in words", () => {
  expect(resultWords(phq("2026-11-01", 12, { band: "moderate" }))).toBe("12 of 27, moderate");
  expect(resultWords(phq("2026-11-01", null, { blank: [1, 3, 7] }))).toBe(
    "Not scored. Questions 1, 3 and 7 left blank",
  );
  expect(blankWords([2, 9])).toBe("Questions 2 and 9 left blank");
  expect(resultWords(other(12.5, 0, 40))).toBe("12.5 (0 to 40)");
  expect(resultWords(other(12.5, null, null))).toBe("12.5");
});

test("bands begin where the form says", () => {
  expect(edges(formOf("phq-9")).map(({ at }) => at)).toEqual([5, 10, 15, 20]);
  expect(QUESTIONNAIRES.map((form) => [form.name, form.validated])).toEqual([
    ["PHQ-9", true],
    ["GAD-7", true],
    ["Check-in", false],
  ]);
});
