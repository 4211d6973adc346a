// How long the next try has to wait, counted down in front of the person who waits.
import type { Problem } from "../api";

export class Waiting {
  seconds = $state(0);
  problem = $state.raw<Problem | null>(null);
  #timer = 0;

  /** Begins to wait, if that is what the problem says; answers whether it does. */
  hear(problem: Problem): boolean {
    if (problem.code !== "too-many-tries" || problem.seconds === null) return false;
    this.problem = problem;
    this.seconds = problem.seconds;
    // Counted from the clock: a computer that slept has waited too.
    const end = Date.now() + problem.seconds * 1000;
    this.stop();
    this.#timer = window.setInterval(() => {
      this.seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (this.seconds === 0) this.stop();
    }, 250);
    return true;
  }

  stop(): void {
    window.clearInterval(this.#timer);
  }
}

/** "28 seconds", and from two minutes on "3:05 minutes". */
export function waitingTime(seconds: number): string {
  if (seconds === 1) return "1 second";
  if (seconds < 120) return `${seconds} seconds`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} minutes`;
}
