// Whether easy reading is printed on plain white: a full page of cream costs ink. The choice is remembered on this computer.
import { commands } from "../api";
import { attempt } from "../kit/toasts.svelte";

class PlainPaper {
  value = $state(false);

  load(): Promise<boolean> {
    return attempt(async () => {
      this.value = await commands.plainPaper();
    });
  }

  choose(plain: boolean): Promise<boolean> {
    this.value = plain;
    return attempt(async () => void (await commands.setPlainPaper(plain)));
  }
}

export const plainPaper = new PlainPaper();
