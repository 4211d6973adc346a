// What a task can begin with: templates and the client's own past tasks, those that fit first. Pure, so it is tested alone.
import type { Factor, Homework, HomeworkTemplateCard, Tag } from "../api";

export type Offer = {
  key: string;
  title: string;
  about: string;
  factor: Factor | null;
  /** Whether it needs a partner who is safe. */
  partner: boolean;
} & ({ kind: "template"; card: HomeworkTemplateCard } | { kind: "past"; task: Homework });

/** So many are offered at a time: a list that is read at a glance. */
const OFFERED = 6;
/** Of these so many past tasks before anything is typed. */
const PAST_AT_FIRST = 2;

const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function fits({ card }: { card: HomeworkTemplateCard }, tags: Tag[]): number {
  const { factor, aspect } = card.says;
  const exact = tags.some((tag) => tag.factor === factor && tag.aspect === aspect);
  const near = tags.some((tag) => tag.factor === factor);
  return (exact ? 4 : near ? 2 : 0) + (card.own === null ? 0 : 1);
}

export function ofTemplate(card: HomeworkTemplateCard): Offer & { kind: "template" } {
  const about = card.own === null ? "Template" : "Your own template";
  const { title, factor } = card.says;
  return { kind: "template", key: card.key, title, about, factor, partner: card.partner, card };
}

export function ofPast(task: Homework): Offer & { kind: "past" } {
  return {
    kind: "past",
    key: `past-${task.id}`,
    title: task.task,
    about: "Agreed before",
    factor: task.factor,
    partner: false,
    task,
  };
}

const saysAll = (offer: Offer, words: string[]): boolean => {
  const text = fold(offer.kind === "template" ? `${offer.title} ${offer.card.says.what}` : offer.title);
  return words.every((word) => text.includes(word));
};

/** What fits the words typed so far and the tags of the note. */
export function offersFor(cards: HomeworkTemplateCard[], past: Homework[], tags: Tag[], typed: string): Offer[] {
  const words = fold(typed).split(/\s+/u).filter(Boolean);
  const templates = cards
    .map(ofTemplate)
    .map((offer) => ({ offer, rank: fits(offer, tags) }))
    .sort((one, other) => other.rank - one.rank)
    .map(({ offer }) => offer);
  const tasks = past.map(ofPast);
  if (words.length === 0) {
    const before = tasks.slice(0, PAST_AT_FIRST);
    return [...templates.slice(0, OFFERED - before.length), ...before];
  }
  return [...tasks, ...templates].filter((offer) => saysAll(offer, words)).slice(0, OFFERED);
}
