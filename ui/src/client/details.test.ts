import { expect, test } from "vitest";
import type { ClientDraft } from "../api";
import { mended, same, trimmed, wrongWith } from "./details";

const TODAY = "2026-11-21";
const person = {
  id: 4,
  name: "Bo",
  preferredName: "",
  pronouns: "",
  relation: "",
  birthDate: null,
  phone: "",
  email: "",
};
const draft = (over: Partial<ClientDraft> = {}): ClientDraft => ({
  name: "Ada",
  kind: "couple",
  pronouns: "",
  preferredName: "",
  birthDate: null,
  phone: "",
  email: "",
  address: "",
  emergency: { name: "", relation: "", phone: "" },
  referral: "",
  state: "active",
  beganOn: null,
  endedOn: null,
  safety: "",
  partnerSafetyOn: null,
  labels: [],
  people: [],
  agreements: [],
  ...over,
});

test.each([
  [{ name: " " }, ["name"]],
  [{ birthDate: "2026-11-22" }, ["birthDate"]],
  [{ birthDate: "0026-11-22" }, ["birthDate"]],
  [{ beganOn: "2026-02-01", endedOn: "2026-01-01" }, ["endedOn"]],
  [{ people: [{ ...person, name: "", birthDate: "2030-01-01" }] }, ["person0.name", "person0.birthDate"]],
  [{ agreements: [{ title: "", agreedOn: "", endedOn: null }] }, ["agreement0.title", "agreement0.agreedOn"]],
  [{ birthDate: "31 feb 1980", beganOn: "2026-02-01", endedOn: "soon" }, ["birthDate", "endedOn"]],
  [{ birthDate: "1980-04-23", beganOn: "2027-01-01" }, []],
])("%j is told at its field", (over, fields) => {
  expect(Object.keys(wrongWith(draft(over), TODAY))).toEqual(fields);
});

test("rows that were begun and left empty are no rows", () => {
  const empty = { ...person, id: null, name: "" };
  const agreements = ["", TODAY].map((agreedOn) => ({ title: " ", agreedOn, endedOn: null }));
  const kept = trimmed(draft({ people: [empty, person], agreements }), TODAY);
  expect(same(kept, draft({ people: [person] }))).toBe(true);
});

test("when nobody can be asked, every word is kept, and what is kept is never refused", () => {
  const typed = draft({
    safety: "New words",
    birthDate: "2030-01-01",
    people: [person, { ...person, id: null, name: "", relation: "aunt", birthDate: "1800-01-01" }],
    agreements: [{ title: "Consent", agreedOn: "", endedOn: "2020-01-01" }],
  });
  const kept = mended(typed, draft({ birthDate: "1980-04-23" }), TODAY);
  expect(wrongWith(kept, TODAY)).toEqual({});
  expect(kept.birthDate).toBe("1980-04-23");
  expect(kept.people[1]).toMatchObject({ name: "(no name yet)", relation: "aunt", birthDate: null });
  expect(kept.agreements).toEqual([{ title: "Consent (check the day)", agreedOn: TODAY, endedOn: null }]);
});
