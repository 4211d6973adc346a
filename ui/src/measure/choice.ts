// Which measure is being entered, and where its words wait when they are not on file yet.
import type { Measure, MeasureForm } from "../api";
import { QUESTIONNAIRES } from "../api";
import { hasUnsavedHomework } from "../homework/unsaved";
import type { Series } from "./series";
import { formOf } from "./words";

type Scale = { name: string; low: string; high: string };
type Score = { name: string; from: number | null; to: number | null };

export type Choice =
  | { kind: "questionnaire"; form: MeasureForm; measure?: Measure }
  | { kind: "scale"; known: Scale | null; measure?: Measure }
  | { kind: "score"; known: Score | null; measure?: Measure };

/** The form in which a measure is corrected. */
export function correcting(measure: Measure): Choice | null {
  const { said } = measure;
  if (said.kind === "scale") return { kind: "scale", known: said, measure };
  if (said.kind === "other") return { kind: "score", known: said, measure };
  const form = formOf(said.form);
  return form && { kind: "questionnaire", form, measure };
}

/** The form in which another of the same name is added. */
export function another({ measures: [latest] }: Series): Choice | null {
  const again = correcting(latest);
  if (again) delete again.measure;
  return again;
}

/** What was half typed and waits. */
export function waiting(client: number, series: readonly Series[]): Choice | null {
  const waits = (what: string, measure: number | null) => hasUnsavedHomework([`measure ${what}`, client, measure]);
  const form = QUESTIONNAIRES.find((one) => waits(one.key, null));
  if (form) return { kind: "questionnaire", form };
  if (waits("scale ", null)) return { kind: "scale", known: null };
  if (waits("score ", null)) return { kind: "score", known: null };
  for (const one of series) {
    const { said } = one.measures[0];
    const what =
      said.kind === "questionnaire" ? said.form : `${said.kind === "scale" ? "scale" : "score"} ${said.name}`;
    if (waits(what, null)) return another(one);
    const half = one.measures.find((measure) => waits(what, measure.id));
    if (half) return correcting(half);
  }
  return null;
}
