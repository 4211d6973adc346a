// @vitest-environment jsdom
import { DOMParser as Reader } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { tidyPasted } from "./paste";
import { schema } from "./schema";

/** A note in short: a line a block, `-` and `1.` for items by their depth, `#` for headings, bold and italic signed. */
function pasted(html: string): string {
  const place = document.createElement("div");
  place.innerHTML = tidyPasted(html);
  const lines: string[] = [];
  const read = (node: ReturnType<Reader["parse"]>, depth: number, sign: string) => {
    node.forEach((child) => {
      const { name } = child.type;
      if (name === "bulletList" || name === "orderedList") read(child, depth + 1, name === "bulletList" ? "- " : "1. ");
      else if (name === "listItem") read(child, depth, sign);
      else {
        let text = name === "heading" ? `${"#".repeat(Number(child.attrs["level"]))} ` : "";
        child.forEach((piece) => {
          const signs = piece.marks.map((mark) => ({ strong: "**", em: "_" })[mark.type.name] ?? `<${mark.type.name}>`);
          text += signs.join("") + (piece.text ?? "/") + signs.toReversed().join("");
        });
        lines.push("  ".repeat(Math.max(0, depth - 1)) + (depth > 0 ? sign : "") + text);
      }
    });
  };
  read(Reader.fromSchema(schema).parse(place), 0, "");
  return lines.join("\n");
}

const WORD = `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta name=Generator content="Microsoft Word 15"><title>Letter</title>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} @list l0:level1 {mso-level-text:"%1\\.";} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12pt'><span style='color:#2F5496'>Summary<o:p></o:p></span></h1>
<p class=MsoNormal>She came <b style='mso-bidi-font-weight:normal'>late</b>, and said <i>nothing</i>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>sleep<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>five hours</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp; </span>food</p>
<p class=MsoNormal>Then <del cite="mailto:A" datetime="2026-11-01T10:00"><span>she left</span></del><ins cite="mailto:A"><span class=msoIns>she stayed</span></ins>.<a class=msocomanchor href="#_msocom_1">[A1]</a></p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>Mon</p></td><td><p class=MsoNormal><b>calm</b></p></td></tr><tr><td><p class=MsoNormal>Tue</p></td><td><p class=MsoNormal>&nbsp;</p></td></tr></table>
<p class=MsoNormal><img width=200 src="file:///x.png"><v:shape>shape</v:shape></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>ask about this</p></div></div>
<!--EndFragment--></body></html>`;

describe("what is pasted", () => {
  // Reports and letters come out of Word; their lists are paragraphs with a bullet typed in.
  test("from Word keeps paragraphs, headings, lists and bold, and no more", () => {
    expect(pasted(WORD)).toBe(
      [
        "# Summary",
        "She came **late**, and said _nothing_.",
        "- sleep",
        "  - five hours",
        "- food",
        "Then she stayed.",
        "Mon · **calm**",
        "Tue",
      ].join("\n"),
    );
  });

  test("from Word keeps numbers as a numbered list", () => {
    const item = (sign: string, words: string) =>
      `<p class="MsoListParagraph" style="mso-list:l1 level1 lfo2"><span style="mso-list:Ignore">${sign}&nbsp;&nbsp; </span>${words}</p>`;
    expect(pasted(item("1.", "first") + item("2.", "second"))).toBe("1. first\n1. second");
    expect(pasted(`<p class="MsoListParagraph">2) third</p>`)).toBe("1. third");
  });

  test("from a web page keeps its text and leaves its furniture", () => {
    const page = `<div class="page"><nav hidden>Menu</nav><style>p{color:red}</style><script>document.title = "run"</script>
      <h2>What helps</h2><div>Bare words <span style="font-weight: 700">in bold</span></div>
      <div><p>One</p><ul><li>first <a href="javascript:run()">link</a></li><li><p>second</p></li></ul></div>
      <p style="display:none">unseen</p><img src="x" onerror="run()"><blockquote>Quoted<br>words</blockquote>
      <pre>as typed</pre><form><label>Name <input value="x"></label></form></div>`;
    expect(pasted(page)).toBe(
      "## What helps\nBare words **in bold**\nOne\n- first link\n- second\nQuoted/words\nas typed",
    );
  });

  test("from a document on the web is not bold throughout", () => {
    const docs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;">plain, </span><span style="font-weight:700;">bold</span></p><ol><li dir="ltr"><p dir="ltr" role="presentation"><span>one</span></p></li></ol></b>`;
    expect(pasted(docs)).toBe("plain, **bold**\n1. one");
  });

  // “The 21st” must not become “the 21”; the sign of a footnote without its footnote says nothing.
  test("keeps raised letters and drops the signs of footnotes", () => {
    const raised = `<p>On the 21<sup>st</sup>, 5 m<sup>2</sup>, <a href="x">the 3<sup>rd</sup> page</a></p>`;
    expect(pasted(raised)).toBe("On the 21st, 5 m2, the 3rd page");
    const signs = `<p>Said<sup><a href="#fn1">1</a></sup> so<a href="#fn2"><sup>2</sup></a>, again<sup class="footnote-ref">3</sup>
      and <a href="#_ftn4"><span class="MsoFootnoteReference">[4]</span></a>on.</p>`;
    expect(pasted(signs)).toBe("Said so, again and on.");
  });

  test("as words and nothing else stays so", () => {
    expect(pasted("just words")).toBe("just words");
    expect(pasted("")).toBe("");
    expect(pasted("<!--[if mso]><p>only Word</p><![endif]--><p>1. not a list, and - not one either</p>")).toBe(
      "1. not a list, and - not one either",
    );
  });

  test("from a note comes as it is", () => {
    const own = '<p data-pm-slice="1 1 []">a <span data-passage="p" data-factor="B" data-aspect="shows">tag</span></p>';
    expect(tidyPasted(own)).toBe(own);
  });
});
