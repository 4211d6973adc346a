// What the palette can do and where it can go, besides the records.
import { tick } from "svelte";
import { commands, type Theme } from "../api";
import { app } from "../app.svelte";
import { begunOn } from "../client/course";
import { finder } from "../client/finder.svelte";
import { today } from "../kit/dates";
import { attempt, toasts } from "../kit/toasts.svelte";
import { router, type Route } from "../route.svelte";
import type { Choice } from "./rank";

type Action = Pick<Choice, "target" | "label" | "run"> & Partial<Pick<Choice, "about" | "words" | "keys">>;

const to = (route: Route) => () => router.go(route);

/** How long a part of the settings may take to be there. */
const PATIENCE_MS = 1000;

/** To the settings, and there to the part with this heading. */
const settings = (heading: string) => async () => {
  await router.go({ name: "settings" });
  const until = Date.now() + PATIENCE_MS;
  let found: HTMLElement | undefined;
  while (found === undefined && Date.now() < until) {
    await tick();
    await new Promise((done) => window.setTimeout(done, 20));
    found = [...document.querySelectorAll<HTMLElement>("main h2")].find((one) => one.textContent.trim() === heading);
  }
  if (!found) return;
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "start" });
};

const theme = (theme: Theme) => () => app.setTheme(theme);

async function find() {
  await router.go({ name: "clients" });
  await tick();
  finder.focus();
}

async function backUp() {
  await attempt(async () => {
    await commands.backUpNow();
    const { second } = await commands.upkeepNews();
    toasts.say(
      second ? "Backed up here. The copy in the second place has to wait." : "Backed up, and proven to restore.",
    );
    app.changed();
  });
}

const noOne = { recipient: null };

const ACTIONS: readonly Action[] = [
  { target: "today", label: "Today", words: "desk home start", run: to({ name: "desk" }) },
  { target: "week", label: "Week", words: "calendar days plan", run: () => router.go({ name: "week", day: today() }) },
  { target: "clients", label: "Clients", words: "people list", run: to({ name: "clients" }) },
  { target: "find", label: "Find a client or words in notes", words: "search", keys: "Ctrl F", run: find },
  {
    target: "addClient",
    label: "Add a client",
    words: "new",
    keys: "Ctrl N",
    run: () => (app.addingClient = true),
  },
  { target: "import", label: "Import clients", words: "csv file", run: to({ name: "import" }) },
  { target: "homework", label: "Homework", words: "tasks board open stale", run: to({ name: "homework" }) },
  { target: "homeworkTemplates", label: "Homework templates", words: "tasks", run: to({ name: "homeworkTemplates" }) },
  { target: "handouts", label: "Handouts", words: "library print", run: to({ name: "handouts", ...noOne }) },
  {
    target: "compose",
    label: "Compose a handout",
    words: "new own make",
    run: to({ name: "compose", from: null, ...noOne }),
  },
  { target: "packet", label: "Packet of handouts", words: "bundle print", run: to({ name: "packet", ...noOne }) },
  { target: "articles", label: "Your articles", words: "material cut", run: to({ name: "articles" }) },
  { target: "settings", label: "Settings", words: "preferences options", run: to({ name: "settings" }) },
  {
    target: "writing",
    label: "Writing notes",
    about: "Settings",
    words: "templates snippets notes",
    run: settings("Writing notes"),
  },
  { target: "letterhead", label: "Letterhead", about: "Settings", words: "logo", run: settings("Letterhead") },
  {
    target: "security",
    label: "Security",
    about: "Settings",
    words: "passphrase recovery code locking",
    run: settings("Security"),
  },
  { target: "backups", label: "Backups", about: "Settings", words: "restore second place", run: settings("Backups") },
  { target: "about", label: "About", about: "Settings", words: "version licence", run: settings("About") },
  { target: "light", label: "Light colours", words: "theme appearance", run: theme("light") },
  { target: "dark", label: "Dark colours", words: "theme appearance night", run: theme("dark") },
  { target: "system", label: "Colours as the computer", words: "theme appearance system", run: theme("system") },
  { target: "backUp", label: "Back up now", words: "save", run: backUp },
  { target: "trash", label: "Trash", words: "bin deleted removed", run: to({ name: "trash" }) },
  { target: "log", label: "Log", words: "audit who when", run: to({ name: "log" }) },
  {
    target: "shortcuts",
    label: "Keyboard shortcuts",
    words: "keys help",
    keys: "?",
    run: () => (app.showingShortcuts = true),
  },
  { target: "lock", label: "Lock now", words: "leave close", keys: "Ctrl L", run: () => app.lock() },
];

/** All of them, with how much each is chosen. */
export const actions = (score: (target: string) => number | null): Choice[] =>
  ACTIONS.map((one) => ({ about: "", ...one, kind: "action", score: score(one.target) }));

/** Opens the session of today that is being written, or begins one. */
export async function openSession(client: number): Promise<void> {
  await attempt(async () => {
    const { sessions } = await commands.clientPage(client);
    const session = begunOn(sessions, today()) ?? (await commands.startSession(client));
    await router.go({ name: "session", id: session.id, write: true });
  });
}
