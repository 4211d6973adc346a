// What every screen shares: the state of the practice, and a signal that the records changed.
import { commands, onLocked, problemOf, type Problem, type Status, type Theme } from "./api";
import { finder } from "./client/finder.svelte";
import { anyUnsavedDetails, forgetUnsavedDetails } from "./client/unsaved";
import { forgetComposing } from "./handout/composing.svelte";
import { anyUnkept, forgetUnkept } from "./handout/keeping";
import { forgetShelf } from "./handout/library.svelte";
import { anyUnsavedHomework, forgetUnsavedHomework } from "./homework/unsaved";
import { attempt, toasts } from "./kit/toasts.svelte";
import { anyUnsaved, forgetUnsaved } from "./note/unsaved";
import { CLOSED } from "./process/closing";
import { router, type Route } from "./route.svelte";
import { walk } from "./walk/walk.svelte";

/** Within this time a second wish to lock counts as insisting. */
const AGAIN_MS = 10_000;

/** Whether words wait in memory that the records did not take. */
const anythingUnsaved = () => anyUnsaved() || anyUnsavedDetails() || anyUnkept() || anyUnsavedHomework();

class App {
  status = $state.raw<Status | null>(null);
  /** Why even the status could not be read. */
  problem = $state.raw<Problem | null>(null);
  /** Grows with every change that other lists should hear of; screens read it to load again. */
  changes = $state(0);
  addingClient = $state(false);
  showingShortcuts = $state(false);
  showingPalette = $state(false);
  #askedToLock = 0;

  async refresh(): Promise<void> {
    try {
      const status = await commands.status();
      if (status.state === "open" && this.status === null) await this.#takeUp();
      this.status = status;
      this.problem = null;
    } catch (thrown) {
      this.problem = problemOf(thrown);
    }
  }

  /** A fresh window goes on where the one before it left, whose process notes are closed. */
  async #takeUp(): Promise<void> {
    const route = await commands.takeUp();
    if (route === null) return;
    await router.go(JSON.parse(route) as Route);
    toasts.say(CLOSED);
  }

  changed(): void {
    this.changes += 1;
  }

  /** After another practice was opened or left: nothing of the old one stays on the screen. */
  async enter(): Promise<void> {
    forgetUnsaved();
    forgetUnsavedDetails();
    forgetComposing();
    forgetUnkept();
    forgetUnsavedHomework();
    forgetShelf();
    finder.forget();
    walk.end();
    toasts.clear();
    router.reset();
    await this.refresh();
  }

  /** Saves and locks. A fresh window shows the lock screen; words that could not be saved hold it up once. */
  lock = (): Promise<boolean> =>
    attempt(async () => {
      this.addingClient = false;
      this.showingShortcuts = false;
      this.showingPalette = false;
      await router.settle();
      if (anythingUnsaved() && !this.#insists()) {
        toasts.say("The last words are not saved. Lock once more to leave without them.");
      } else await commands.lock(router.session);
    });

  /** The time is over or the computer sleeps: locks, whether or not the last words could be saved. */
  lockAnyway = (): Promise<boolean> =>
    attempt(async () => {
      await router.settle(true);
      await commands.lock(router.session);
    });

  #insists(): boolean {
    const before = this.#askedToLock;
    this.#askedToLock = Date.now();
    return this.#askedToLock - before < AGAIN_MS;
  }

  /** The window is asked to close: it goes once every word is on disk. Asked again, it goes at once. */
  close = (): Promise<boolean> =>
    attempt(async () => {
      await router.settle();
      if (anythingUnsaved()) toasts.say("Close the window once more to leave without the last words.");
      else await commands.quit();
    });

  setTheme = (theme: Theme): Promise<boolean> =>
    attempt(async () => {
      await commands.setTheme(theme);
      await this.refresh();
    });

  removeSample = (): Promise<boolean> =>
    attempt(async () => {
      await router.settle();
      await commands.removeSample();
      await this.enter();
    });

  leaveSample = (): Promise<boolean> =>
    attempt(async () => {
      await router.settle();
      await commands.leaveSample();
      await this.enter();
    });
}

export const app = new App();

onLocked(() => {
  toasts.clear();
  finder.forget();
  void app.refresh();
});
