// Finds what a person would call by this role and name: visible, and not hidden from a screen reader.
const [role, name] = arguments;
const SELECTORS = {
  button: "button:not([role]), [role=button], summary",
  link: "a[href]",
  field: "input:not([type=radio], [type=checkbox]), textarea, [role=textbox]",
  choice: "select",
  radio: "[role=radio]",
  tick: "input[type=checkbox]",
  heading: "h1, h2, h3, h4, h5, h6",
  dialog: "[role=dialog]",
  list: "ul, ol",
  row: "li",
  region: "section, aside, nav",
  page: "svg[aria-label]",
  progress: "progress",
};
const tidy = (text) => (text ?? "").replace(/\s+/gu, " ").trim();
const spoken = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  const inner = [...node.childNodes].map(spoken).join("");
  return getComputedStyle(node).display.startsWith("inline") && node.tagName !== "BUTTON" ? inner : ` ${inner} `;
};
const nameOf = (element) => {
  const label = element.getAttribute("aria-label");
  if (label) return tidy(label);
  const ids = element.getAttribute("aria-labelledby");
  if (ids) return tidy(ids.split(/\s+/u).map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
  if (element.labels?.length) return tidy(element.labels[0].textContent);
  return tidy(spoken(element));
};
const visible = (element) =>
  element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) &&
  element.getClientRects().length > 0 &&
  !element.closest('[aria-hidden="true"], [inert]');
const fits = (found) => (name.endsWith("*") ? found.startsWith(name.slice(0, -1)) : found === name);
// Behind an open dialog nothing can be pressed.
const dialogs = [...document.querySelectorAll('[role=dialog][data-state="open"], [role=alertdialog]')];
const where = role === "dialog" ? document : (dialogs.at(-1) ?? document);
const all = [...where.querySelectorAll(SELECTORS[role])].filter(visible);
return all.find((element) => fits(nameOf(element))) ?? null;
