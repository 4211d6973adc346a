// What is missing before a note is signed, in words, and where it is filled in.
import type { Gap } from "../api";
import type { Part } from "./details";

export function gapWords(gap: Gap): string {
  switch (gap.what) {
    case "words":
      return "The note is empty.";
    case "attendance":
      return "Whether the session took place";
    case "start":
      return "When it started";
    case "length":
      return "How long it took";
    case "risk":
      return `Nothing is written under “${gap.heading}”`;
    case "copied":
      return "Words copied from an earlier note are untouched";
    case "homework":
      return `Nobody has asked about “${gap.words}”`;
  }
}

export function gapMend(gap: Gap): string {
  if (gapPart(gap)) return "Fill in";
  return gap.what === "copied" || gap.what === "homework" ? "Look" : "Write";
}

/** The part of the details that a gap is in, or nothing when it is in the note. */
export function gapPart(gap: Gap): Part | null {
  switch (gap.what) {
    case "attendance":
      return "attendance";
    case "start":
      return "startsAt";
    case "length":
      return "minutes";
    default:
      return null;
  }
}
