// What a measure is called and what its numbers say, in words. Pure, so it is tested alone.
import { QUESTIONNAIRES, type Measure, type MeasureForm } from "../api";
import { factorShort } from "../api/model";

type Said = Measure["said"];
type Read = Pick<Measure, "said" | "result">;

export const NOT_VALIDATED = "Not validated";

export const formOf = (key: string): MeasureForm | null => QUESTIONNAIRES.find((form) => form.key === key) ?? null;

/** What the records know a measure by, as people know it. */
export const measureName = (known: string): string => formOf(known)?.name ?? known;

export const nameOf = (said: Said): string => (said.kind === "questionnaire" ? measureName(said.form) : said.name);

/** "3", "3 and 7", "1, 3 and 7". */
export function listed(numbers: readonly number[]): string {
  const last = numbers.at(-1) ?? "";
  return numbers.length > 1 ? `${numbers.slice(0, -1).join(", ")} and ${last}` : `${last}`;
}

/** What was left blank, and what follows from it. */
export function blankWords(blank: readonly number[]): string {
  const which = blank.length === 1 ? "Question" : "Questions";
  return `${which} ${listed(blank)} left blank`;
}

/** "12 of 27, moderate", "B 9, E 3, S 8", "7 of 10", "14 (0 to 40)". */
export function resultWords({ said, result }: Read): string {
  switch (said.kind) {
    case "scale":
      return `${said.mark} of 10`;
    case "other": {
      const { score, from, to } = said;
      return from === null && to === null ? `${score}` : `${score} (${from ?? "…"} to ${to ?? "…"})`;
    }
    case "questionnaire": {
      const form = formOf(said.form);
      if (!result || !form) return "";
      const blank = result.blank.length > 0 ? blankWords(result.blank) : "";
      if (result.factors.length > 0) {
        const sums = result.factors.map(({ factor, sum }) => `${factorShort(factor)} ${sum ?? "–"}`).join(", ");
        return [`${sums}, each of 12`, blank].filter(Boolean).join(". ");
      }
      if (result.total === null) return `Not scored. ${blank}`;
      const top = form.items.length * (form.answers.length - 1);
      return `${result.total} of ${top}${result.band ? `, ${result.band}` : ""}`;
    }
  }
}

/** "Several days": an answer about self-harm as it was given. */
export const answerWords = (key: string, answer: number): string => formOf(key)?.answers[answer] ?? `${answer}`;
