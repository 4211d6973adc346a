// What helps writing in every note: the templates and the snippets of this practice, read once and again when changed.
import { commands, type Snippet, type Template } from "../api";
import { attempt } from "../kit/toasts.svelte";

class Helps {
  templates = $state.raw<Template[]>([]);
  snippets = $state.raw<Snippet[]>([]);
  /** The key of the template that a new note begins with. */
  first = $state<string | null>(null);

  load(): Promise<boolean> {
    return attempt(async () => {
      const [{ all, default: first }, snippets] = await Promise.all([commands.templates(), commands.snippets()]);
      this.templates = all;
      this.first = first;
      this.snippets = snippets;
    });
  }

  template(key: unknown): Template | null {
    return this.templates.find((one) => one.key === key) ?? null;
  }
}

export const helps = new Helps();
