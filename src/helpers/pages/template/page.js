// The language that the reader chose, remembered by the browser; without this script the two
// radio buttons still switch the texts, through the style sheet.
const chinese = document.getElementById("in-zh");
const title = document.querySelector("title");
function remembered() {
  try { return localStorage.getItem("tifa-language"); } catch { return null; }
}
function swap(attribute, other) {
  document.querySelectorAll(`[${other}]`).forEach((element) => {
    const now = element.getAttribute(attribute);
    element.setAttribute(attribute, element.getAttribute(other));
    element.setAttribute(other, now);
  });
}
let shown = "en";
function show(language) {
  if (language === shown) return;
  shown = language;
  document.documentElement.lang = language;
  document.title = title.dataset[language];
  for (const name of ["alt", "aria-label", "title"]) swap(name, `data-${name}-zh`);
  document.dispatchEvent(new Event("tifa-language"));
}
document.querySelectorAll("input[name=language]").forEach((input) => input.addEventListener("change", () => {
  const language = chinese.checked ? "zh" : "en";
  try { localStorage.setItem("tifa-language", language); } catch { /* private browsing: not remembered */ }
  show(language);
}));
if ((remembered() ?? navigator.language.slice(0, 2)) === "zh") {
  chinese.checked = true;
  document.documentElement.lang = "zh";  // at once, so that no word flashes in the other language
}
// The font is fetched when the first words are on screen, so that they need not wait for it.
new PerformanceObserver(() => { document.getElementById("face").media = "all"; }).observe({ type: "paint", buffered: true });
// A raw line is folded away until somebody asks for it.
function unfold() {
  const folded = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details");
  if (!folded || folded.open) return;
  folded.open = true;
  folded.querySelector(":target")?.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", unfold);
document.addEventListener("DOMContentLoaded", unfold);
document.addEventListener("DOMContentLoaded", () => show(chinese.checked ? "zh" : "en"));
