// The places at the side of the window, each with the screens that belong to it.
import { BookOpen, CalendarDays, ListChecks, Settings as Cog, Users } from "@lucide/svelte";
import type { Route } from "./route.svelte";

export const PLACES: readonly { label: string; icon: typeof Users; route: Route; has: Route["name"][] }[] = [
  { label: "Today", icon: CalendarDays, route: { name: "desk" }, has: ["desk", "week"] },
  {
    label: "Clients",
    icon: Users,
    route: { name: "clients" },
    has: [
      "clients",
      "client",
      "details",
      "formulation",
      "formulationSheet",
      "measures",
      "session",
      "process",
      "import",
    ],
  },
  {
    label: "Homework",
    icon: ListChecks,
    route: { name: "homework" },
    has: ["homework", "homeworkTemplates", "clientHomework"],
  },
  {
    label: "Handouts",
    icon: BookOpen,
    route: { name: "handouts", recipient: null },
    has: ["handouts", "handout", "compose", "packet", "articles", "article"],
  },
  { label: "Settings", icon: Cog, route: { name: "settings" }, has: ["settings", "trash", "log", "about"] },
];
