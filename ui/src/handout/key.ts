const inField = (event: KeyboardEvent) =>
  event.target instanceof HTMLElement && ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);

/** What a key does on the whole screen; in a field it may be left to the field. */
export const key =
  (run: () => unknown, alsoInField = true) =>
  (event: KeyboardEvent) => {
    if (!alsoInField && inField(event)) return;
    event.preventDefault();
    void run();
  };
