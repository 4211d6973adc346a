// What is pasted from other programs: paragraphs, headings, lists, bold and italic are kept, all else is dropped. The
// schema drops what it does not know; here is what it would misread: Word's lists, which are paragraphs with a bullet
// typed before them, tracked changes, comments, tables.
import type { Slice } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { DEEPEST, depthAt, shallow } from "./lists";
import { withNewPassages, withoutTags } from "./passages";

/** What a note takes of a paste or drop; `plain` is words and nothing else. */
export function taken(slice: Slice, { selection }: EditorState, plain: boolean): Slice {
  const flat = shallow(slice, DEEPEST - depthAt(selection.$from));
  return plain ? withoutTags(flat) : withNewPassages(flat);
}

/** What never comes along, with its words. */
const DROPPED = [
  "style, script, title, meta, link, head, xml, template, noscript, iframe, object, svg, img, video, audio",
  "input, button, select, textarea, form > label",
  // Words that were taken out, and remarks on words.
  "del, s, strike, .MsoCommentText, .MsoCommentReference, .msocomtxt, .msocomanchor, .msocomoff, [style*='mso-element:comment']",
  // The sign of a footnote, and the number or bullet that Word types before an item of a list.
  ".MsoFootnoteReference, .MsoEndnoteReference, [role='doc-noteref']",
  "[style*='mso-list:Ignore'], [style*='mso-list: Ignore']",
].join(", ");

const CONTAINERS =
  "div, section, article, main, header, footer, aside, blockquote, figure, figcaption, dl, center, fieldset";
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, table, pre, dt, dd, " + CONTAINERS;

/** The HTML that a program put on the clipboard, as a note can take it. Our own is handed on as it is. */
export function tidyPasted(html: string): string {
  if (html.includes("data-pm-slice")) return html;
  const page = new DOMParser().parseFromString(withoutConditions(html), "text/html");
  keepSigns(page);
  page.querySelectorAll(DROPPED).forEach((element) => element.remove());
  footnotes(page);
  hidden(page);
  wordHeadings(page);
  wordLists(page);
  cellsToParagraphs(page);
  textToParagraphs(page);
  for (const element of page.body.querySelectorAll("p")) if (isBlank(element)) element.remove();
  return page.body.innerHTML;
}

/** Office wraps what only it reads into conditional comments, some of which every browser shows. */
function withoutConditions(html: string): string {
  return html
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/giu, "")
    .replace(/<!\[(if|endif)[^>]*>/giu, "")
    .replace(/<!--[\s\S]*?-->/gu, "");
}

/** What Word typed before the items of its lists is dropped with the rest, so it is noted first: "·" or "2.". */
function keepSigns(page: Document): void {
  for (const sign of page.body.querySelectorAll("[style*='mso-list:Ignore'], [style*='mso-list: Ignore']"))
    sign.closest("p")?.setAttribute("data-sign", `${sign.textContent} `);
  for (const item of page.body.querySelectorAll("p[class^='MsoListParagraph']:not([data-sign])")) {
    const typed = item.textContent;
    const sign = NUMBER.exec(typed) ?? BULLET.exec(typed);
    if (!sign) continue;
    item.setAttribute("data-sign", sign[0]);
    item.setAttribute("data-typed", "yes");
  }
  // Shapes and formulas: elements of other vocabularies.
  for (const other of page.body.querySelectorAll("*"))
    if (other.tagName.includes(":") && other.tagName !== "O:P") other.remove();
}

/** A raised sign that leads to a footnote goes; other raised letters are words, as in “21st”. */
function footnotes(page: Document): void {
  for (const sign of page.body.querySelectorAll("sup")) {
    const link = sign.querySelector("a") ?? sign.closest("a");
    const leads = link?.textContent.trim() === sign.textContent.trim();
    if (leads || /foot-?note|end-?note|reference/iu.test(sign.className)) sign.remove();
  }
}

const styleOf = (element: Element): string => (element.getAttribute("style") ?? "").replace(/\s/gu, "").toLowerCase();
const isBlank = (element: Element): boolean => element.textContent.replace(/[\s\u00a0]/gu, "") === "";

function hidden(page: Document): void {
  for (const element of page.body.querySelectorAll("[style], [hidden]")) {
    const style = styleOf(element);
    if (element.hasAttribute("hidden") || style.includes("display:none") || style.includes("mso-hide:all"))
      element.remove();
  }
  for (const span of page.body.querySelectorAll("span[style]")) {
    const style = styleOf(span);
    if (/font-weight:(bold|[6-9]00)/u.test(style)) wrapInside(page, span, "strong");
    if (style.includes("font-style:italic")) wrapInside(page, span, "em");
  }
}

function wrapInside(page: Document, element: Element, tag: string): void {
  const wrap = page.createElement(tag);
  wrap.append(...element.childNodes);
  element.append(wrap);
}

/** Word's own title styles, where they are no heading elements already. */
function wordHeadings(page: Document): void {
  for (const one of page.body.querySelectorAll("p[class^='MsoTitle'], p[class^='MsoSubtitle']"))
    replace(page, one, one.className.startsWith("MsoTitle") ? "h1" : "h2");
}

function replace(page: Document, old: Element, tag: string): Element {
  const made = page.createElement(tag);
  made.append(...old.childNodes);
  old.replaceWith(made);
  return made;
}

/** How deep Word says that a paragraph stands in a list, from 1; 0 for no item. */
function depthOf(element: Element | null): number {
  if (element?.tagName !== "P") return 0;
  const level = /mso-list:.*?level(\d)/u.exec(styleOf(element));
  if (level) return Number(level[1]);
  return element.hasAttribute("data-sign") ? 1 : 0;
}

const NUMBER = /^\s*(\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5})[.)])[\s\u00a0]+/iu;
const BULLET = /^\s*[•·▪●○◦§–—*-][\s\u00a0]+/u;

/** A run of paragraphs that Word calls items becomes a list, and deeper ones lists in it. */
function wordLists(page: Document): void {
  for (const first of [...page.body.querySelectorAll("p")]) {
    if (!first.isConnected || depthOf(first) === 0) continue;
    const open: Element[] = [];
    let next: Element | null = first;
    const before = page.createComment("");
    first.before(before);
    while (next && depthOf(next) > 0) {
      const item: Element = next;
      next = item.nextElementSibling;
      const depth = Math.min(depthOf(item), open.length + 1);
      open.length = Math.min(open.length, depth);
      const made: Element =
        open[depth - 1] ?? page.createElement(NUMBER.test(item.getAttribute("data-sign") ?? "") ? "ol" : "ul");
      if (open.length < depth) {
        const holder = open.at(-1)?.lastElementChild;
        if (holder) holder.append(made);
        else before.before(made);
        open.push(made);
      }
      const entry = page.createElement("li");
      const words = page.createElement("p");
      words.append(...item.childNodes);
      if (item.hasAttribute("data-typed")) stripSign(words);
      entry.append(words);
      made.append(entry);
      item.remove();
    }
    before.remove();
  }
}

function stripSign(words: Element): void {
  const walker = words.ownerDocument.createTreeWalker(words, 4);
  const first = walker.nextNode();
  if (first?.nodeValue) first.nodeValue = first.nodeValue.replace(NUMBER, "").replace(BULLET, "");
}

/** A table becomes a paragraph for each row, its cells set apart. */
function cellsToParagraphs(page: Document): void {
  for (const table of [...page.body.querySelectorAll("table")].reverse()) {
    const rows = [...table.querySelectorAll("tr")].map((row) => {
      const line = page.createElement("p");
      const cells = [...row.querySelectorAll("td, th")].filter((cell) => !isBlank(cell));
      cells.forEach((cell, at) => {
        if (at > 0) line.append(" · ");
        const blocks = [...cell.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
        if (blocks.length === 0) line.append(...cell.childNodes);
        else blocks.forEach((block, part) => line.append(...(part > 0 ? [" "] : []), ...block.childNodes));
      });
      return line;
    });
    table.replaceWith(...rows);
  }
}

/** Containers go and what they hold stays; text that stands in them bare becomes a paragraph. */
function textToParagraphs(page: Document): void {
  for (const box of [...page.body.querySelectorAll(CONTAINERS)].reverse()) {
    if (box.querySelector(BLOCKS)) box.replaceWith(...box.childNodes);
    else replace(page, box, "p");
  }
}
