// What is done to the parts of a composition while it is composed. Pure, so that it can be tested by itself.
import type { Composition, MaterialCard, Part } from "../api";

export const NOTHING: Composition = {
  id: "",
  title: "",
  message: "",
  purpose: "",
  figure: null,
  figure_wide: false,
  summary: null,
  safety: null,
  partner: false,
  therapist_lines: 2,
  homework: [],
  articles: [],
  layout: null,
  part: [],
};

/** A composition with one piece of material a part, so that each can be moved by itself. */
export function opened(composition: Partial<Composition>): Composition {
  const whole = { ...NOTHING, ...composition };
  return { ...whole, part: whole.part.flatMap(single) };
}

function single(part: Part): Part[] {
  if (part.kind !== "text" || part.material.length < 2) return [part];
  return part.material.map((id, at) => ({ kind: "text", heading: at === 0 ? part.heading : null, material: [id] }));
}

export type NewPart = "own" | "lines" | "answers" | "scale" | "ticks" | "table";

/** The parts that are not material, as they begin. */
export const NEW_PARTS: readonly { value: NewPart; label: string }[] = [
  { value: "own", label: "Your own words" },
  { value: "lines", label: "Lines to write on" },
  { value: "scale", label: "A scale from 0 to 10" },
  { value: "ticks", label: "Boxes to tick" },
  { value: "table", label: "A table to fill in" },
];

const WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export function newPart(kind: NewPart): Part {
  switch (kind) {
    case "own":
      return { kind, heading: null, text: "" };
    case "lines":
      return { kind, heading: null, prompt: "What I want to keep:", lines: 3 };
    case "answers":
      return { kind, heading: null, prompt: null, material: [], lines: 2 };
    case "scale":
      return {
        kind,
        heading: null,
        prompt: "Circle a number. There is no right one.",
        low: "not at all",
        high: "fully",
        row: [{ factor: null, name: "Today" }],
      };
    case "ticks":
      return {
        kind,
        heading: null,
        prompt: "Tick each day on which you did it.",
        options: WEEK.map((day) => day.slice(0, 3)),
      };
    case "table":
      return {
        kind,
        heading: null,
        prompt: "A line for each day is enough.",
        columns: ["Day", "What happened", "What helped"],
        rows: null,
        row: WEEK,
      };
  }
}

const materialPart = (id: string): Part => ({ kind: "text", heading: null, material: [id] });

/** Material as it goes into a handout: a picture as one, questions with lines to answer on. */
export function partOf({ id, kind, own }: MaterialCard): Part {
  if (kind === "model") return { kind: "picture", heading: null, material: id };
  if (kind === "questions" && !own) return { kind: "answers", heading: null, prompt: null, material: [id], lines: 2 };
  return materialPart(id);
}

/** The list with one of its items at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const item = list[from];
  if (item === undefined || to < 0 || to > rest.length) return [...list];
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** The ids of all material of a composition. */
export function materialOf(composition: Composition): string[] {
  return composition.part.flatMap((part) => {
    switch (part.kind) {
      case "text":
      case "answers":
        return part.material;
      case "picture":
        return [part.material];
      case "roots":
        return part.root.flatMap((root) => root.material);
      case "compare":
        return [...part.left.material, ...part.right.material];
      default:
        return [];
    }
  });
}

/** What a part is called in the list: by its material's title, or by its own first words. */
export function partName(part: Part, titleOf: (id: string) => string): string {
  switch (part.kind) {
    case "text":
      return part.material.map(titleOf).join(", ");
    case "answers":
      return part.material.map(titleOf).join(", ");
    case "picture":
      return titleOf(part.material);
    case "own":
      return part.text.trim() === "" ? "Your own words" : part.text.trim().slice(0, 80);
    case "roots":
      return part.root.map((root) => root.name).join(" · ");
    case "compare":
      return `${part.left.name} · ${part.right.name}`;
    case "lines":
    case "scale":
    case "ticks":
    case "table":
      return part.prompt;
  }
}

const KIND_NAMES: Record<Part["kind"], string> = {
  text: "Material",
  own: "Your own words",
  roots: "Three factors",
  compare: "Side by side",
  picture: "Picture",
  answers: "Questions with lines",
  lines: "Lines to write on",
  scale: "Scale",
  ticks: "Boxes to tick",
  table: "Table",
};

export const kindName = (part: Part): string => KIND_NAMES[part.kind];

/** One of a list a line, as it is typed. */
export const asLines = (list: readonly string[]): string => list.join("\n");
export const fromLines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
