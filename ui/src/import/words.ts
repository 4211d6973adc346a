import type { DateOrder, ImportField, ImportPreview } from "../api";
import { plural } from "../kit/dates";

/** What a column can be, in the order in which people look for it. */
export const FIELDS: readonly { value: ImportField; label: string }[] = [
  { value: "name", label: "Name" },
  { value: "givenName", label: "First name" },
  { value: "familyName", label: "Last name" },
  { value: "preferredName", label: "Preferred name" },
  { value: "pronouns", label: "Pronouns" },
  { value: "birthDate", label: "Birth date" },
  { value: "phone", label: "Phone" },
  { value: "email", label: "Email" },
  { value: "address", label: "Address" },
  { value: "kind", label: "Kind (individual, couple, family)" },
  { value: "state", label: "State" },
  { value: "beganOn", label: "Began on" },
  { value: "endedOn", label: "Ended on" },
  { value: "labels", label: "Labels" },
  { value: "referral", label: "Referral" },
  { value: "safety", label: "Safety information" },
  { value: "emergencyName", label: "Emergency contact: name" },
  { value: "emergencyRelation", label: "Emergency contact: relation" },
  { value: "emergencyPhone", label: "Emergency contact: phone" },
];

const DELIMITERS: Record<string, string> = { ",": "commas", ";": "semicolons", "\t": "tabs" };

/** "people.csv: 12 rows, commas between the cells, UTF-8". */
export function fileWords(file: ImportPreview): string {
  const count = file.cards ? plural(file.rows, "card") : plural(file.rows, "row");
  const between = file.cards ? "" : `, ${DELIMITERS[file.delimiter] ?? "something"} between the cells`;
  return `${file.fileName}: ${count}${between}, written in ${file.encoding}.`;
}

/** How the file names its lines. */
export const lineWord = (file: ImportPreview): string => (file.cards ? "Card" : "Row");

/** The same three numbers read both ways, as "3/4/1980" in the order of day or month first. */
export const ORDERS: readonly { value: DateOrder; label: string }[] = [
  { value: "dayFirst", label: "Day, month, year" },
  { value: "monthFirst", label: "Month, day, year" },
];
