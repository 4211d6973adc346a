import type { ClientKind } from "../api";

export const KINDS: readonly { value: ClientKind; label: string }[] = [
  { value: "individual", label: "Individual" },
  { value: "couple", label: "Couple" },
  { value: "family", label: "Family" },
];

export const kindName = (kind: ClientKind): string => KINDS.find((one) => one.value === kind)?.label ?? kind;
