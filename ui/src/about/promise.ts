// What the program promises about the records, and what no program can. The README says the same at length.

export const PROMISES: readonly string[] = [
  "What was saved is not lost by a crash.",
  "No damage goes unnoticed, and the program never starts silently empty.",
  "Every backup that is kept has been proven to restore.",
  "Locked means that no word stands readable on the disk, and none is left in our memory.",
  "Nothing leaves this computer unless you print, save or export it. There is no account and no server.",
];

export const LIMITS: readonly string[] = [
  "While the practice is unlocked, anybody at your keyboard can read it.",
  "A computer with malicious software on it is not safe with any program.",
  "Whoever can copy the whole folder and put all of it back later turns back time without being noticed. A log that you exported and keep elsewhere tells.",
  "What you print, export or save elsewhere is yours to look after. Encrypt your disk as well.",
];
