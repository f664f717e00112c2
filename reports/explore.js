{
const said = {"en": {"title": "Ask these texts", "lead": "Any word or formulation, in every sentence; any promise by who, what and when. The address of an answer can be linked and cited.", "word": "Word or formulation (several words: all of them in one paragraph)", "look_in": "look in", "sentences": "sentences", "promises": "quantities and promises", "place": "place", "genre": {"work_report": "work report", "plenum_speech": "plenum speech", "department_statements": "department statements", "interviews": "interviews", "news": "news", "policy": "policy paper", "plan": "plan", "bulletin": "statistical bulletin", "briefing": "press briefing", "report": "report", "speech": "speech", "other": "other"}, "from": "from", "to": "to", "actor": "who", "status": {"target": "target", "result": "result", "context": "context"}, "area": {"industry": "industry", "innovation": "innovation", "livelihood": "livelihood", "ecology": "ecology", "countryside": "countryside", "infrastructure": "infrastructure", "safety": "safety", "governance": "governance", "opening up": "opening up", "other": "other"}, "any": "any", "wait": "The texts are being unpacked.", "script": "This page needs JavaScript; the tables in data/processed hold the same.", "empty": "Documents: {documents}. Quantities and promises: {promises}. Type a word, or choose a place or an actor.", "answer": "Found: {rows}. Documents: {documents}.", "by_year": "How many by place and year", "rows": "What was found, in order of time; point at a link for its sentence", "more": "show more", "save": "all of this as CSV", "evidence": "evidence", "sentence": "sentence", "indicator": "what", "quote": "as written", "reading": "read as", "period": "due", "status_head": "status", "firmness_head": "firmness", "title_head": "title", "date": "date", "firmness": {"firm": "firm", "plain": "plain", "aspire": "aspire"}}, "zh": {"title": "查询语料", "lead": "查任意词语或提法的全部原句，按责任方、指标、期限查承诺。查询结果的网址可引用、可分享。", "word": "词语或提法（多个词以空格分隔，须同段出现）", "look_in": "查找范围", "sentences": "原句", "promises": "数量与承诺", "place": "地方", "genre": {"work_report": "政府工作报告", "plenum_speech": "全会讲话", "department_statements": "部门表态", "interviews": "访谈", "news": "新闻", "policy": "政策文件", "plan": "规划计划", "bulletin": "统计公报", "briefing": "新闻发布会", "report": "报告", "speech": "讲话", "other": "其他"}, "from": "起始年", "to": "截止年", "actor": "责任方", "status": {"target": "目标", "result": "结果", "context": "背景"}, "area": {"industry": "产业", "innovation": "创新", "livelihood": "民生", "ecology": "生态", "countryside": "乡村", "infrastructure": "基础设施", "safety": "安全", "governance": "治理", "opening up": "开放", "other": "其他"}, "any": "不限", "wait": "正在载入文本。", "script": "本页需要 JavaScript；data/processed 中的表格有同样的内容。", "empty": "共 {documents} 篇文献，{promises} 条数量与承诺。请输入词语，或选择地方、责任方。", "answer": "共 {rows} 条，见于 {documents} 篇文献。", "by_year": "各地各年条数", "rows": "查询结果（按时间排列）；指向链接可看原句", "more": "显示更多", "save": "下载全部结果 CSV", "evidence": "依据", "sentence": "原句", "indicator": "指标", "quote": "原文", "reading": "读作", "period": "期限", "status_head": "性质", "firmness_head": "力度", "title_head": "标题", "date": "日期", "firmness": {"firm": "坚决", "plain": "一般", "aspire": "力争"}}};
// Asks the whole corpus. What is asked stands in the address, so that an answer can be linked.
const END = /[。！？!?；\n]/;
const AT_ONCE = 100; // rows shown before somebody asks for more
const FACETS = { place: 2, genre: 4 };
const OF_PROMISES = { actor: 3, status: 9, area: 11 };
const form = document.getElementById("ask");
const element = (id) => document.getElementById(id);
const language = () => (document.documentElement.lang === "zh" ? "zh" : "en");
const words = () => said[language()];
let corpus, rows = [], length = AT_ONCE;

async function unpacked(packed) {
  const characters = atob(packed);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

function made(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const year = (document) => document[3].slice(0, 4);
const coded = (column, value) => words()[column]?.[value] ?? value;

// A list of what there is of a column, the most frequent first, or the years in order.
function choices(name, values) {
  const list = form.elements[name];
  const chosen = list.value;
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  const named = [...counts.keys()];
  const years = name === "from" || name === "to";
  named.sort((a, b) => (years ? a.localeCompare(b) : counts.get(b) - counts.get(a) || a.localeCompare(b, "zh")));
  list.replaceChildren(new Option(words().any, ""), ...named.map((value) => new Option(coded(name, value), value)));
  list.value = chosen;
}

function offer() {
  const documents = corpus.documents;
  for (const [name, at] of Object.entries(FACETS)) choices(name, documents.map((document) => document[at]));
  for (const name of ["from", "to"]) choices(name, documents.map(year));
  for (const [name, at] of Object.entries(OF_PROMISES)) choices(name, corpus.promises.map((promise) => promise[at]));
}

function sentence(text, start) {
  let from = start, to = start;
  while (from > 0 && !END.test(text[from - 1])) from -= 1;
  while (to < text.length && !END.test(text[to])) to += 1;
  return [from, to + 1];
}

// The documents that the facets leave.
function allowed(asked) {
  return corpus.documents.map((document) =>
    Object.entries(FACETS).every(([name, at]) => !asked[name] || document[at] === asked[name])
    && (!asked.from || year(document) >= asked.from) && (!asked.to || (year(document) && year(document) <= asked.to)));
}

// Every place of the first word, in paragraphs that hold the other words, too.
function sentences(asked, open) {
  const [first, ...others] = asked.q.split(/\s+/).filter(Boolean);
  const found = [];
  if (!first) return found;
  for (const [document, number, text] of corpus.paragraphs) {
    if (!open[document] || !others.every((word) => text.includes(word))) continue;
    for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + first.length)) {
      const [from, to] = sentence(text, at);
      found.push({ document, anchor: `p${number}`, number, parts: [text.slice(from, at), first, text.slice(at + first.length, to)] });
    }
  }
  return found;
}

function promises(asked, open) {
  const wanted = asked.q.split(/\s+/).filter(Boolean);
  return corpus.promises
    .filter((promise) => open[promise[0]]
      && Object.entries(OF_PROMISES).every(([name, at]) => !asked[name] || promise[at] === asked[name])
      && wanted.every((word) => [promise[3], promise[4], promise[5]].some((text) => text.includes(word))))
    .map((promise) => ({ document: promise[0], anchor: `q${promise[1]}-${promise[2]}`, number: promise[1], promise }));
}

function ask() {
  const asked = Object.fromEntries(new FormData(form));
  const state = new URLSearchParams(Object.entries(asked).filter(([name, value]) => value && !(name === "look" && value === "sentences")));
  history.replaceState(null, "", `#${state}`);
  form.classList.toggle("promises", asked.look === "promises");
  const open = allowed(asked);
  const empty = asked.look === "promises" ? !state.toString().replace("look=promises", "") : !asked.q.trim();
  rows = empty ? [] : (asked.look === "promises" ? promises : sentences)(asked, open);
  const when = (row) => corpus.documents[row.document][3] || "9";
  rows.sort((a, b) => when(a).localeCompare(when(b)) || a.document - b.document);
  length = AT_ONCE;
  const documents = new Set(rows.map((row) => row.document)).size;
  element("answer").textContent = empty
    ? words().empty.replace("{documents}", corpus.documents.length).replace("{promises}", corpus.promises.length.toLocaleString("en"))
    : words().answer.replace("{rows}", rows.length.toLocaleString("en")).replace("{documents}", documents);
  for (const id of ["years", "found", "save"]) element(id).hidden = !rows.length;
  byYear();
  list();
}

// How often in each year and place; darker is more.
function byYear() {
  const counts = new Map();
  for (const row of rows) {
    const document = corpus.documents[row.document];
    const place = document[2] || "–", when = year(document) || "–";
    if (!counts.has(place)) counts.set(place, new Map());
    counts.get(place).set(when, (counts.get(place).get(when) ?? 0) + 1);
  }
  const years = [...new Set([...counts.values()].flatMap((places) => [...places.keys()]))].sort();
  const most = Math.max(...[...counts.values()].flatMap((places) => [...places.values()]), 1);
  const total = (places) => [...places.values()].reduce((sum, count) => sum + count, 0);
  const ordered = [...counts].sort(([, a], [, b]) => total(b) - total(a)).slice(0, 40);
  const head = made("tr", {}, made("th", { scope: "col", textContent: words().place }), ...years.map((when) => made("th", { scope: "col", className: "number", textContent: when })));
  const body = ordered.map(([place, of]) => made("tr", {}, made("th", { scope: "row", lang: "zh", textContent: place }), ...years.map((when) => {
    const count = of.get(when) ?? 0;
    const cell = made("td", { className: "number", textContent: count || "" });
    if (count) cell.style.setProperty("--share", `${Math.round(10 + 32 * count / most)}%`);
    return cell;
  })));
  element("years").replaceChildren(made("table", { className: "shares" }, made("caption", { textContent: words().by_year }), made("thead", {}, head), made("tbody", {}, ...body)));
}

function link(row) {
  const [address, title, place, date] = corpus.documents[row.document];
  const name = `${place || title.slice(0, 12)} ${date.slice(0, 4)} ¶ ${row.number}`;
  return made("a", { className: "evidence", href: `documents/${address}#${row.anchor}`, title, textContent: name });
}

function cells(row) {
  if (!row.promise) {
    const [before, word, after] = row.parts;
    return [made("span", { lang: "zh" }, before, made("mark", { textContent: word }), after)];
  }
  const [, , , actor, indicator, quote, en, zh, period, status, firmness] = row.promise;
  const read = language() === "zh" ? zh : en;
  return [actor, indicator, quote, read, period, coded("status", status), coded("firmness", firmness)];
}

const heads = () => (form.elements.look.value === "promises"
  ? [words().evidence, words().actor, words().indicator, words().quote, words().reading, words().period, words().status_head, words().firmness_head]
  : [words().evidence, words().sentence]);

function list() {
  const names = heads();
  const head = made("tr", {}, ...names.map((name) => made("th", { scope: "col", textContent: name })));
  const body = rows.slice(0, length).map((row) => made("tr", {}, ...[link(row), ...cells(row)].map((cell, at) => {
    const node = made("td", { className: cell === "" ? "blank" : cell.length <= 12 ? "short" : "" }, cell);
    node.dataset.head = names[at];  // on a phone a row is a card, in which each cell names its column
    return node;
  })));
  element("found").replaceChildren(made("table", {}, made("caption", { textContent: words().rows }), made("thead", {}, head), made("tbody", {}, ...body)));
  element("more").hidden = rows.length <= length;
}

function save() {
  const field = (text) => `"${(/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const text = (cell) => (typeof cell === "string" ? cell : cell.textContent);
  const lines = rows.map((row) => {
    const [address, title, place, date] = corpus.documents[row.document];
    return [title, place, date, `documents/${address}#${row.anchor}`, ...cells(row).map(text)].map(field).join(",");
  });
  const names = [words().title_head, words().place, words().date, words().evidence, ...heads().slice(1)];
  const blob = new Blob(["\ufeff", [names.map(field).join(","), ...lines].join("\r\n"), "\r\n"], { type: "text/csv" });
  const saved = made("a", { href: URL.createObjectURL(blob), download: "tifa.csv" });
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 1000);
}

function restore() {
  const state = new URLSearchParams(location.hash.slice(1));
  form.reset();
  for (const [name, value] of state) if (form.elements[name]) form.elements[name].value = value;
}

async function start() {
  corpus = await unpacked(window.tifaPacked);
  offer();
  restore();
  ask();
  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  element("more").addEventListener("click", () => { length += 10 * AT_ONCE; list(); });
  element("save").addEventListener("click", save);
  addEventListener("hashchange", () => { restore(); ask(); });
  document.addEventListener("tifa-language", () => { offer(); ask(); });
}
start();
}
