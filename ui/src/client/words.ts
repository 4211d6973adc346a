import type { ClientKind, ClientState } from "../api";

export const KINDS: readonly { value: ClientKind; label: string }[] = [
  { value: "individual", label: "Individual" },
  { value: "couple", label: "Couple" },
  { value: "family", label: "Family" },
];

export const kindName = (kind: ClientKind): string => KINDS.find((one) => one.value === kind)?.label ?? kind;

export const STATES: readonly { value: ClientState; label: string }[] = [
  { value: "enquiry", label: "Enquiry" },
  { value: "waiting", label: "Waiting" },
  { value: "active", label: "Active" },
  { value: "paused", label: "Paused" },
  { value: "ended", label: "Ended" },
];

export const stateName = (state: ClientState): string => STATES.find((one) => one.value === state)?.label ?? state;

/** What somebody is called on the screen. */
export const calledName = (one: { name: string; preferredName: string }): string => one.preferredName || one.name;
