// Short messages at the foot of the window. One that can be undone, or that tells of trouble, waits longer.
import { problemOf } from "../api";

export type Toast = {
  id: number;
  text: string;
  advice: string;
  trouble: boolean;
  action: { label: string; run: () => void | Promise<void> } | null;
};

const STAY_MS = 10_000;

class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;
  #timers = new Map<number, number>();

  /** Answers the message's number, for whoever wants to put it away. */
  say(text: string, undo?: () => Promise<void>): number {
    return this.#add({ text, advice: "", trouble: false, action: undo ? { label: "Undo", run: undo } : null }, true);
  }

  /** Trouble stays until it is put away. */
  trouble(thrown: unknown, action: Toast["action"] = null): void {
    const problem = problemOf(thrown);
    if (problem.code === "locked") return;
    this.#add({ text: problem.message, advice: problem.advice, trouble: true, action }, false);
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
    this.hold(id);
  }

  /** Takes offers to undo back, when what they would undo has been overtaken; or a message that is true no more. */
  overtake(text: string | null = null): void {
    const over = (one: Toast) => (text === null ? one.action !== null && !one.trouble : one.text === text);
    for (const toast of this.list.filter(over)) this.dismiss(toast.id);
  }

  clear(): void {
    for (const toast of this.list) this.dismiss(toast.id);
  }

  /** Stops the clock while someone is reading or about to press. */
  hold(id: number): void {
    window.clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  release(id: number): void {
    this.hold(id);
    this.#timers.set(
      id,
      window.setTimeout(() => this.dismiss(id), STAY_MS),
    );
  }

  #add(toast: Omit<Toast, "id">, fades: boolean): number {
    const id = this.#next++;
    for (const old of this.list.filter((one) => one.text === toast.text)) this.dismiss(old.id);
    this.list = [...this.list.slice(-2), { ...toast, id }];
    if (fades) this.release(id);
    return id;
  }
}

export const toasts = new Toasts();

/** Runs an action and tells the person if it fails; answers whether it went well. */
export async function attempt(action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (thrown) {
    toasts.trouble(thrown);
    return false;
  }
}
