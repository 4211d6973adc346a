import type { MaterialCard } from "../api";

/** What a kind of material is called. */
export const KINDS: Record<MaterialCard["kind"], string> = {
  idea: "Idea",
  list: "List",
  questions: "Questions",
  example: "Example",
  practice: "Practice",
  model: "Picture",
  source: "Where it comes from",
};
