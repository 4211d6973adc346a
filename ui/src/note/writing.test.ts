import { closeHistory, history, undo } from "prosemirror-history";
import { EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import type { Snippet, Template } from "../api";
import { takeBack, takeOver, touching } from "./copied";
import { addPassage, passagesOf } from "./passages";
import { promptsFor, promptsIn } from "./prompts";
import { schema } from "./schema";
import { expand } from "./snippets";
import { FREE, freeOfTemplate, insertTemplate, nextPlace, placeBefore, readTemplate } from "./template";

const SOAP: Template = { id: null, key: "soap", name: "SOAP", text: "## Subjective\n> Told\n## Plan\n> Agreed" };
const THREE: Template = {
  id: null,
  key: "three",
  name: "Three",
  text: "Intro\n## Biology\n### Shows\n> of B\n## Self\n### Shows\n> of S\n- one\n- two",
};
const KNOWN = [SOAP, THREE];

class Desk {
  state: EditorState;
  constructor(...paragraphs: string[]) {
    const content = paragraphs.map((text) => schema.nodes.paragraph.create(null, text ? schema.text(text) : null));
    const doc = schema.nodes.doc.create(null, content);
    this.state = EditorState.create({ doc, plugins: [touching, history()] });
  }
  do(change: (state: EditorState) => Transaction | null): this {
    const tr = change(this.state);
    if (tr) this.state = this.state.apply(tr);
    return this;
  }
  at(from: number, to = from): this {
    return this.do((state) => state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  }
  type(text: string): this {
    return this.do((state) => closeHistory(state.tr.insertText(text)));
  }
  run(command: typeof nextPlace): boolean {
    return command(this.state, (tr) => (this.state = this.state.apply(tr)));
  }
  get lines(): string[] {
    const lines: string[] = [];
    this.state.doc.descendants((node) => {
      if (node.isTextblock) lines.push(`${node.type.name === "heading" ? "#" : ""}${node.textContent}`);
    });
    return lines;
  }
  get copied(): string {
    let copied = "";
    this.state.doc.descendants((node) => {
      if (schema.marks.copied.isInSet(node.marks)) copied += `${node.text}|`;
    });
    return copied;
  }
}

describe("a template", () => {
  test("is read into headings, places, lists and prompts", () => {
    const { blocks, prompts } = readTemplate(THREE.text);
    expect(blocks.map((block) => block.type.name)).toEqual([
      "paragraph",
      "heading",
      "heading",
      "paragraph",
      "heading",
      "heading",
      "bulletList",
    ]);
    expect([...prompts]).toEqual([
      ["Biology\nShows", "of B"],
      ["Self\nShows", "of S"],
    ]);
    expect(readTemplate("").blocks).toHaveLength(1);
  });

  test("fills an empty note, and undo empties it again", () => {
    const desk = new Desk("").do((state) => insertTemplate(state, SOAP, KNOWN));
    expect(desk.lines).toEqual(["#Subjective", "", "#Plan", ""]);
    expect(desk.state.doc.attrs["template"]).toBe("soap");
    expect(desk.type("It began").lines[1]).toBe("It began");
    while (undo(desk.state, (tr) => (desk.state = desk.state.apply(tr))));
    expect([desk.lines, desk.state.doc.attrs["template"]]).toEqual([[""], null]);
  });

  // An open risk assessment must stay one that is asked for at signing, whatever is put in after it.
  test("that is put in second leaves the note in its first, and both ask in their places", () => {
    const desk = new Desk("").do((state) => insertTemplate(state, SOAP, KNOWN)).type("It began");
    desk.do((state) => insertTemplate(state, THREE, KNOWN));
    expect(desk.state.doc.attrs["template"]).toBe("soap");
    const asked = promptsIn(desk.state.doc, promptsFor("soap", KNOWN) ?? new Map());
    expect(asked.map((one) => one.prompt)).toEqual(["of B", "Agreed"]);
    expect(promptsFor(FREE, KNOWN)).toBeNull();
    const begun = new Desk("before any form").do((state) => insertTemplate(state, SOAP, KNOWN));
    expect(begun.state.doc.attrs["template"]).toBe("soap");
  });

  // What was typed before somebody thought of a form must not be lost to it.
  test("never takes words away: it goes after the paragraph with the cursor", () => {
    const desk = new Desk("before", "after").at(3).do((state) => insertTemplate(state, SOAP, KNOWN));
    expect(desk.lines).toEqual(["before", "#Subjective", "", "#Plan", "", "after"]);
    expect(desk.type("here").lines[2]).toBe("here");
  });

  test("takes the place of another one in which nothing was written", () => {
    const desk = new Desk("").do((state) => insertTemplate(state, THREE, KNOWN));
    desk.do((state) => insertTemplate(state, SOAP, KNOWN));
    expect(desk.lines).toEqual(["#Subjective", "", "#Plan", ""]);
    desk.do((state) => freeOfTemplate(state, KNOWN));
    expect([desk.lines, desk.state.doc.attrs["template"]]).toEqual([[""], FREE]);
  });

  test("is walked from place to place", () => {
    const desk = new Desk("").do((state) => insertTemplate(state, SOAP, KNOWN)).type("one");
    expect(desk.run(nextPlace)).toBe(true);
    desk.type("two");
    expect(desk.run(nextPlace), "there is no further one").toBe(true);
    expect(desk.lines).toEqual(["#Subjective", "one", "#Plan", "two"]);
    desk.run(placeBefore);
    expect(desk.type(" more").lines[1]).toBe("one more");
    expect(new Desk("no headings").run(nextPlace), "the key is free for others").toBe(false);
  });

  test("asks in its empty places, and each place its own", () => {
    const desk = new Desk("").do((state) => insertTemplate(state, THREE, KNOWN));
    const asked = () => promptsIn(desk.state.doc, readTemplate(THREE.text).prompts).map((one) => one.prompt);
    expect(asked()).toEqual(["of B"]);
    desk.run(placeBefore);
    desk.run(nextPlace);
    expect(desk.type("said").lines).toContain("said");
    expect(asked()).toEqual([]);
  });
});

describe("a snippet", () => {
  const known: Snippet[] = [
    { id: 1, abbreviation: "sop", text: "slept on the sofa" },
    { id: 2, abbreviation: "2p", text: "first\nsecond" },
  ];
  const typed = (text: string) => new Desk(text).at(text.length + 1);

  test("takes the place of its abbreviation, and undo brings the abbreviation back", () => {
    const desk = typed("He ;SOP").do((state) => expand(state, known, " "));
    expect(desk.lines).toEqual(["He slept on the sofa "]);
    undo(desk.state, (tr) => (desk.state = desk.state.apply(tr)));
    expect(desk.lines).toEqual(["He ;SOP"]);
  });

  test("of several lines becomes paragraphs, with the cursor after the last", () => {
    const desk = typed(";2p").do((state) => expand(state, known, " "));
    expect(desk.type("on").lines).toEqual(["first", "second on"]);
  });

  test("is nothing else that is typed", () => {
    for (const text of ["sop", "a;sop", ";so", ";sopp", "; sop", ""])
      expect(expand(typed(text).state, known, " ")).toBeNull();
  });
});

describe("words taken over from an earlier note", () => {
  const earlier = (desk: Desk) => desk.at(1, 6).do((state) => addPassage(state, { factor: "B", aspect: "shows" }));

  test("are marked until their paragraph is touched, and undo marks them again", () => {
    const desk = new Desk("").do((state) =>
      takeOver(state, earlier(new Desk("first one", "second one")).state.doc, KNOWN),
    );
    expect(desk.copied).toBe("first one|second one|");
    expect(passagesOf(desk.state.doc), "tags stay behind").toEqual([]);
    desk.at(3).type("x");
    expect(desk.copied).toBe("second one|");
    undo(desk.state, (tr) => (desk.state = desk.state.apply(tr)));
    expect(desk.copied).toBe("first one|second one|");
    desk.at(12, 15).do((state) => addPassage(state, { factor: "S", aspect: "shows" }));
    expect(desk.copied, "to tag is to touch").toBe("first one|");
  });

  test("go beside what is written, never over it", () => {
    const desk = new Desk("mine").at(2).do((state) => takeOver(state, new Desk("theirs").state.doc, KNOWN));
    expect(desk.lines).toEqual(["mine", "theirs"]);
    expect(desk.at(3).type("!").copied).toBe("theirs|");
  });

  // Headings that are marked would be named as untouched at every signing.
  test("take the place of a template in which nothing was written, and their headings are not marked", () => {
    const last = new Desk("").do((state) => insertTemplate(state, SOAP, KNOWN)).type("It began").state.doc;
    const desk = new Desk("").do((state) => insertTemplate(state, THREE, KNOWN));
    desk.do((state) => takeOver(state, last, KNOWN));
    expect(desk.lines).toEqual(["#Subjective", "It began", "#Plan", ""]);
    expect([desk.copied, desk.state.doc.attrs["template"]]).toEqual(["It began|", "soap"]);
  });
});

test("an earlier state is taken back as one change that undo takes back", () => {
  const desk = new Desk("now").do((state) => takeBack(state, new Desk("then", "and there").state.doc));
  expect(desk.lines).toEqual(["then", "and there"]);
  undo(desk.state, (tr) => (desk.state = desk.state.apply(tr)));
  expect(desk.lines).toEqual(["now"]);
});
