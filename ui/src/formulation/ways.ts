// Tasks that fit a cell, as offers that a form can begin with. Pure, so it is tested alone.
import type { HomeworkTemplateCard, Ways } from "../api";
import { ofPast, ofTemplate, type Offer } from "../homework/offers";

export type Fitting = { offer: Offer; why: string };

/** In the order in which they were found; a template that is no longer there is passed over. */
export function offersOf(tasks: Ways["tasks"], cards: HomeworkTemplateCard[]): Fitting[] {
  return tasks.flatMap(({ beginning, why }): Fitting[] => {
    if (beginning.kind === "past") return [{ offer: ofPast(beginning.task), why }];
    const card = cards.find((one) => one.key === beginning.key);
    return card ? [{ offer: ofTemplate(card), why }] : [];
  });
}
