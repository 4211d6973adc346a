// What a key has to know before it does something: where the focus is, and whether a dialog has it.

const FIELDS = /^(INPUT|TEXTAREA|SELECT)$/u;

/** Whether it comes from a field or from a text that is being written. */
export const typing = ({ target }: Event): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || FIELDS.test(target.tagName));

/** Whether a dialog is in front. */
export const inDialog = (): boolean =>
  document.querySelector('[role="dialog"][data-state="open"], [role="alertdialog"]') !== null;
