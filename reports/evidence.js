{
const said = {"en": {"open": "open in its text", "copy": "copy citation", "copied": "copied"}, "zh": {"open": "在原文中打开", "copy": "复制引文", "copied": "已复制"}};
// What lies beside the page: a page from disk may fetch nothing, so it comes as scripts, packed.
function beside(address, name) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window[name]);
    script.onerror = failed;
    document.head.append(script);
  });
}

async function unpacked(packed) {
  const bytes = Uint8Array.fromBase64?.(packed) ?? Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

// Where the sentence around a place begins and ends.
const END = /[。！？!?；\n]/;
function sentence(text, start) {
  let from = start, to = start;
  while (from > 0 && !END.test(text[from - 1])) from -= 1;
  while (to < text.length && !END.test(text[to])) to += 1;
  return [from, to + 1];
}
// What stands behind an evidence link: its sentence, its document and its address, where the reader
// points or tabs; on a phone a sheet from below. Without this script the link leads there.
const WAIT = 200; // milliseconds that a pointer may take on its way from the link to the card
const words = () => said[document.documentElement.lang === "zh" ? "zh" : "en"];
const card = document.createElement("aside");
card.id = "evidence";
card.className = "evidence-card";
card.popover = "manual";
const texts = new Map();
let shown = null, leaving = 0, touched = false;

// The text of a document lies beside its page, as a script, since a page from disk may fetch nothing.
function textOf(link) {
  const address = link.href.split("#")[0].replace(/html$/, "js");
  if (!texts.has(address)) texts.set(address, beside(address, "tifaDocument"));
  return texts.get(address);
}

function made(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

async function show(link) {
  clearTimeout(leaving);
  if (shown === link && card.isConnected) return;
  shown = link;
  link.removeAttribute("title");
  const [, paragraph, start] = /#[a-z](\d+)-?(\d*)/.exec(link.href) ?? [];
  const found = await textOf(link).catch(() => null);
  const text = found?.paragraphs[paragraph];
  if (!text || shown !== link) return;
  const quote = text.slice(...sentence(text, Number(start))).trim();
  const source = [found.issuer || found.place, found.title, found.date, `¶ ${paragraph}`].filter(Boolean).join(", ");
  const copy = made("button", words().copy, { type: "button" });
  copy.addEventListener("click", async () => {
    await copied(`${quote} — ${source}. ${link.href}`);
    copy.textContent = words().copied;
  });
  card.replaceChildren(
    made("p", quote, { lang: "zh", className: "quote" }),
    made("p", source, { lang: "zh", className: "source" }),
    made("a", words().open, { href: link.href }), copy,
  );
  link.setAttribute("aria-describedby", card.id);
  link.after(card);
  card.showPopover?.();  // above all, so that nothing the link lies in cuts it off
  place(link.getBoundingClientRect());
}

function place(at) {
  const below = at.bottom + card.offsetHeight + 8 < innerHeight;
  card.style.top = `${below ? at.bottom + 4 : Math.max(4, at.top - card.offsetHeight - 4)}px`;
  card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 16))}px`;
}

function hide() {
  shown?.removeAttribute("aria-describedby");
  shown = null;
  card.remove();
}

async function copied(text) {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = made("textarea", text);
    card.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

const linked = (event) => event.target.closest?.("a.evidence");
addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  if (linked(event)) show(linked(event));
  else if (card.contains(event.target)) clearTimeout(leaving);
  else if (shown && !shown.matches(":focus")) { clearTimeout(leaving); leaving = setTimeout(hide, WAIT); }
});
addEventListener("focusin", (event) => {
  if (linked(event)?.matches(":focus-visible")) show(linked(event));
  else if (shown && !card.contains(event.target)) hide();
});
addEventListener("pointerdown", (event) => {
  touched = event.pointerType === "touch";
  if (shown && !card.contains(event.target) && !linked(event)) hide();
});
addEventListener("click", (event) => {
  const link = linked(event);
  if (!touched || !link || shown === link) return;
  event.preventDefault();
  show(link);
});
addEventListener("keydown", (event) => { if (event.key === "Escape" && shown) hide(); });
addEventListener("scroll", () => {
  if (!shown || !card.isConnected || getComputedStyle(card).bottom === "0px") return;
  if (shown.matches(":focus")) place(shown.getBoundingClientRect());
  else if (!card.contains(document.activeElement)) hide();
}, { passive: true, capture: true });
}
