import type { GoalState } from "../api";

/** How far a goal is, as it is chosen. */
export const GOAL_STATES: readonly { value: GoalState; label: string }[] = [
  { value: "active", label: "Worked on" },
  { value: "reached", label: "Reached" },
  { value: "setAside", label: "Set aside" },
];

export const goalStateName = (state: GoalState): string =>
  GOAL_STATES.find((one) => one.value === state)?.label ?? state;
