// A homework template as it is being typed, and the way to what the records take. Pure, so it is tested alone.
import type { Aspect, Factor, HomeworkTemplateDraft, Per } from "../api";
import { oftenOf, whole } from "./typed";
import { NONE, type None } from "./words";

export type TypedTemplate = {
  title: string;
  what: string;
  why: string;
  when: string;
  times: string;
  per: Per;
  minutes: string;
  factor: Factor | None;
  aspect: Aspect | None;
  handout: string;
};

export const templateTyped = (says: HomeworkTemplateDraft | null): TypedTemplate => ({
  title: says?.title ?? "",
  what: says?.what ?? "",
  why: says?.why ?? "",
  when: says?.when ?? "",
  times: says?.often ? `${says.often.times}` : "",
  per: says?.often?.per ?? "week",
  minutes: says?.minutes ? `${says.minutes}` : "",
  factor: says?.factor ?? NONE,
  aspect: says?.aspect ?? NONE,
  handout: says?.handout ?? NONE,
});

const number = (typed: string): boolean => whole(typed) === null || (whole(typed) ?? 0) >= 1;

/** What is wrong with it, by field. The records look at the rest. */
export function wrongTemplate(typed: TypedTemplate): Partial<Record<"title" | "what" | "times" | "minutes", string>> {
  return {
    ...(typed.title.trim() === "" ? { title: "Give it a title to pick it by." } : {}),
    ...(typed.what.trim() === "" ? { what: "Say what is to be done." } : {}),
    ...(number(typed.times) ? {} : { times: "Write a whole number, or leave it empty." }),
    ...(number(typed.minutes) ? {} : { minutes: "Write whole minutes, or leave it empty." }),
  };
}

export const templateDraft = (typed: TypedTemplate): HomeworkTemplateDraft => ({
  title: typed.title.toWellFormed().trim(),
  what: typed.what.toWellFormed().trim(),
  why: typed.why.toWellFormed().trim(),
  when: typed.when.toWellFormed().trim(),
  often: oftenOf(typed),
  minutes: whole(typed.minutes),
  factor: typed.factor === NONE ? null : typed.factor,
  aspect: typed.factor === NONE || typed.aspect === NONE ? null : typed.aspect,
  handout: typed.handout === NONE ? null : typed.handout,
});

/** The same fit to be kept in the last moment, in which nobody can be asked: what cannot be kept in its place stands in words. */
export function makeshiftTemplate(typed: TypedTemplate, time: string): TypedTemplate {
  const wrong = wrongTemplate(typed);
  const odd = [wrong.times ? `How often: ${typed.times}` : "", wrong.minutes ? `Minutes: ${typed.minutes}` : ""];
  return {
    ...typed,
    title: wrong.title ? `No title yet (${time})` : typed.title,
    what: wrong.what ? `No words yet (${time})` : typed.what,
    times: wrong.times ? "" : typed.times,
    minutes: wrong.minutes ? "" : typed.minutes,
    when: [typed.when, ...odd].filter(Boolean).join("; "),
  };
}
