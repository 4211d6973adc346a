// The details of a client while they are edited: a draft beside the record, and what is wrong with it.
import type { Agreement, Client, ClientDraft } from "../api";

import { isDay, NO_DAY } from "../kit/day";

/** The earliest day that the records take for a birth or an agreement. */
const FIRST_DAY = "1900-01-01";

/** A draft that says what the record says. */
export function draftOf(client: Client): ClientDraft {
  const draft: ClientDraft & Partial<Client> = structuredClone(client);
  delete draft.id;
  delete draft.addedAt;
  return draft;
}

export const same = (one: ClientDraft, other: ClientDraft): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The draft without rows that were begun and left empty; a new agreement comes with the day of today. */
export function trimmed(draft: ClientDraft, today: string): ClientDraft {
  return {
    ...draft,
    people: draft.people.filter((one) => Object.values({ ...one, id: null }).some(Boolean)),
    agreements: draft.agreements.filter(
      (one) => one.title.trim() !== "" || one.endedOn !== null || !["", today].includes(one.agreedOn),
    ),
  };
}

/** What is wrong, by the field; words for people. */
export type Wrong = Record<string, string>;

const inPast = (day: string | null, today: string): string | null => {
  if (day === null || day === "") return null;
  if (!isDay(day)) return NO_DAY;
  if (day > today) return "This day lies in the future: check the year.";
  return possible(day);
};
const possible = (day: string | null): string | null => {
  if (day === null || day === "") return null;
  if (!isDay(day)) return NO_DAY;
  return day < FIRST_DAY ? "This day lies before 1900: check the year." : null;
};
/** Whether both are days, and the end lies before the beginning. */
const backwards = (from: string | null, until: string | null): boolean =>
  isDay(from ?? "") && isDay(until ?? "") && (until ?? "") < (from ?? "");

/** What the records would refuse, said beside the field it is about. */
export function wrongWith(draft: ClientDraft, today: string): Wrong {
  const wrong: [string, string | null][] = [
    ["name", draft.name.trim() === "" ? "A name is needed: one letter is enough." : null],
    ["birthDate", inPast(draft.birthDate, today)],
    ["partnerSafetyOn", inPast(draft.partnerSafetyOn, today)],
    ["beganOn", possible(draft.beganOn)],
    ["endedOn", backwards(draft.beganOn, draft.endedOn) ? "The work ends before it begins." : possible(draft.endedOn)],
  ];
  draft.people.forEach((person, at) => {
    wrong.push([`person${at}.name`, person.name.trim() === "" ? "Everybody here needs a name." : null]);
    wrong.push([`person${at}.birthDate`, inPast(person.birthDate, today)]);
  });
  draft.agreements.forEach((one, at) => {
    wrong.push([`agreement${at}.title`, one.title.trim() === "" ? "Say what was agreed." : null]);
    wrong.push([`agreement${at}.agreedOn`, one.agreedOn === "" ? "Give the day." : inPast(one.agreedOn, today)]);
    wrong.push([
      `agreement${at}.endedOn`,
      backwards(one.agreedOn, one.endedOn) ? "It ends before it begins." : possible(one.endedOn),
    ]);
  });
  return Object.fromEntries(wrong.filter((one): one is [string, string] => one[1] !== null));
}

/** As much of a draft as the records take, and every word of it: for the moment in which the practice locks by itself and
 *  nobody can be asked. A day that is refused stays as it was. */
export function mended(draft: ClientDraft, before: ClientDraft, today: string): ClientDraft {
  const wrong = wrongWith(draft, today);
  const fields = ["name", "birthDate", "partnerSafetyOn", "beganOn", "endedOn"] as const;
  const kept = Object.fromEntries(fields.filter((field) => field in wrong).map((field) => [field, before[field]]));
  return {
    ...draft,
    ...kept,
    people: draft.people.map((person, at) => ({
      ...person,
      name: person.name.trim() || "(no name yet)",
      birthDate: `person${at}.birthDate` in wrong ? null : person.birthDate,
    })),
    agreements: draft.agreements.map((one, at) => mendedAgreement(one, `agreement${at}`, wrong, today)),
  };
}

function mendedAgreement(one: Agreement, field: string, wrong: Wrong, today: string): Agreement {
  const title = one.title.trim() || "(not said what)";
  const undated = `${field}.agreedOn` in wrong;
  return {
    title: undated ? `${title} (check the day)` : title,
    agreedOn: undated ? today : one.agreedOn,
    endedOn: undated || `${field}.endedOn` in wrong ? null : one.endedOn,
  };
}
