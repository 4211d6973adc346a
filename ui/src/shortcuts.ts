/** The keys that work, as the shortcut sheet shows them. */
export const SHORTCUTS: { title: string; keys: [keys: string, what: string][] }[] = [
  {
    title: "Anywhere",
    keys: [
      ["Ctrl N", "Add a client"],
      ["Ctrl K", "Go to anything, or do it"],
      ["Ctrl F, /", "Find a client, or words in notes"],
      ["Ctrl L", "Lock now"],
      ["Alt ←", "Back, as the mouse’s side button"],
      ["Alt →", "Forward"],
      ["Ctrl +, Ctrl −, Ctrl 0", "Larger, smaller, as it is made"],
      ["?", "This list"],
    ],
  },
  {
    title: "Today and the week",
    keys: [
      ["N", "Open the next note"],
      ["W", "The week"],
      ["↑ ↓", "From session to session"],
      ["← →", "The week before, the week after"],
      ["T", "This week"],
    ],
  },
  {
    title: "Composing a handout",
    keys: [
      ["Alt ↑, Alt ↓", "Move the part where you are"],
      ["Ctrl Z", "Undo, outside a field"],
      ["Ctrl Shift Z", "Redo, outside a field"],
      ["Ctrl S", "Save among your handouts"],
    ],
  },
  {
    title: "Formulation",
    keys: [
      ["← → ↑ ↓", "From cell to cell"],
      ["Enter", "Open the cell"],
    ],
  },
  {
    title: "Homework",
    keys: [
      ["↓ in the task", "To templates and past tasks"],
      ["Enter in the task", "Agree on it"],
      ["Esc", "Close the form"],
      ["↑ ↓ on the board", "From task to task"],
      ["N while signing", "Not discussed: ask next time"],
    ],
  },
  {
    title: "Filling in a form",
    keys: [
      ["0 to 4", "Answer, and on to the next question"],
      ["-", "Leave it blank"],
      ["Backspace", "Back to the question before"],
      ["Esc", "Close the form"],
    ],
  },
  {
    title: "In the tag palette",
    keys: [
      ["← → ↑ ↓", "Move between tags"],
      ["1 to 4", "Choose in the row"],
      ["Enter", "Tag"],
      ["Esc", "Back to the words"],
    ],
  },
  {
    title: "In a note",
    keys: [
      ["Alt B", "Tag the selected words: Biology"],
      ["Alt E", "Tag: Early relationships"],
      ["Alt S", "Tag: Relationship with self"],
      ["Alt T", "See or remove the tags where you are"],
      ["Alt M", "Tag the whole note"],
      ["Alt N", "Choose a template"],
      ["Alt ↓", "To the next heading's place"],
      ["Alt ↑", "To the place before"],
      ["; and an abbreviation", "Then a space: your snippet"],
      ["Ctrl Enter", "Sign the note"],
      ["Alt P", "To the process note, and back"],
      ["Ctrl B", "Bold"],
      ["Ctrl I", "Italic"],
      ["Ctrl Z", "Undo"],
      ["Ctrl Shift Z", "Redo"],
      ["- and a space", "Start a list"],
      ["1. and a space", "Start a numbered list"],
      ["# and a space", "Start a heading"],
    ],
  },
];
