{
const said = {"en": {"title": "Ask these texts", "lead": "Any word or formulation, in every sentence; any promise by who, what and when; any two documents side by side. The address of an answer can be linked and cited.", "word": "Word or formulation (several words: all of them in one paragraph)", "look_in": "look in", "sentences": "sentences", "promises": "quantities and promises", "compare": "two documents side by side", "a": "earlier document", "b": "later document", "choose": "Choose two documents. Where one is chosen, the next of its series stands beside it.", "compared": "From {a} to {b}. Targets: {raised} raised, {lowered} lowered, {reworded} reworded, {same} unchanged, {new} new, {dropped} dropped, {named} named without a target. Formulations: {went} went, {came} came. Sentences taken over: {over}, of which {changed} with changes.", "targets_compared": "What became of the targets", "targets_of": "Targets in {a} and in {b}, by what they measure; point at a value for its sentence", "became": "became", "formulations_compared": "Formulations that came and went", "went_of": "In {a} only: {n}", "came_of": "In {b} only: {n}", "went": "formulation gone", "came": "formulation new", "taken_over": "Sentences taken over with changes", "taken_of": "From {a} into {b}: struck out is what was dropped, marked what was put in", "changed": "what changed", "share": "in common", "place": "place", "genre": {"work_report": "work report", "plenum_speech": "plenum speech", "department_statements": "department statements", "interviews": "interviews", "news": "news", "policy": "policy paper", "plan": "plan", "bulletin": "statistical bulletin", "briefing": "press briefing", "report": "report", "speech": "speech", "other": "other"}, "from": "from", "to": "to", "actor": "who", "status": {"target": "target", "result": "result", "context": "context"}, "area": {"industry": "industry", "innovation": "innovation", "livelihood": "livelihood", "ecology": "ecology", "countryside": "countryside", "infrastructure": "infrastructure", "safety": "safety", "governance": "governance", "opening up": "opening up", "other": "other"}, "any": "any", "wait": "The texts are being unpacked.", "script": "This page needs JavaScript; the tables in data/processed hold the same.", "empty": "Documents: {documents}. Quantities and promises: {promises}. Type a word, or choose a place or an actor.", "examples": "The formulations of most documents: ", "so_far": "Read so far: {read} of {all} documents.", "answer": "Found: {rows}. Documents: {documents}.", "by_year": "How many by place and year", "said_by_year": "What was said by place and year", "rows": "What was found, in order of time; point at a link for its sentence", "more": "show more", "save": "all of this as CSV", "evidence": "evidence", "sentence": "sentence", "indicator": "what", "quote": "as written", "reading": "read as", "period": "due", "status_head": "status", "firmness_head": "firmness", "title_head": "title", "date": "date", "firmness": {"firm": "firm", "plain": "plain", "aspire": "aspire"}, "fate": {"raised": "raised", "lowered": "lowered", "reworded": "reworded", "dropped": "dropped", "named": "named, but without a target", "new": "new", "several": "several of one name: not matched", "same": "unchanged"}}, "zh": {"title": "查询语料", "lead": "查任意词语或提法的全部原句，按责任方、指标、期限查承诺，任取两篇文献对读。查询结果的网址可引用、可分享。", "word": "词语或提法（多个词以空格分隔，须同段出现）", "look_in": "查找范围", "sentences": "原句", "promises": "数量与承诺", "compare": "两篇对读", "a": "前一篇", "b": "后一篇", "choose": "请选择两篇文献；只选一篇时，取同一系列的下一篇对读。", "compared": "{a} 与 {b} 对读。目标：调高 {raised} 项，调低 {lowered} 项，改写 {reworded} 项，未变 {same} 项，新增 {new} 项，不再提 {dropped} 项，仍提及但无目标 {named} 项。提法：退出 {went} 个，新出 {came} 个。沿用语句 {over} 句，其中有改动的 {changed} 句。", "targets_compared": "目标的变化", "targets_of": "{a} 与 {b} 的目标，按指标对列；指向数值可看原句", "became": "变化", "formulations_compared": "提法的进退", "went_of": "仅见于 {a}：{n} 个", "came_of": "仅见于 {b}：{n} 个", "went": "退出的提法", "came": "新出的提法", "taken_over": "沿用而有改动的语句", "taken_of": "从 {a} 到 {b}：划去的是删文，加底色的是新文", "changed": "改动", "share": "相同部分", "place": "地方", "genre": {"work_report": "政府工作报告", "plenum_speech": "全会讲话", "department_statements": "部门表态", "interviews": "访谈", "news": "新闻", "policy": "政策文件", "plan": "规划计划", "bulletin": "统计公报", "briefing": "新闻发布会", "report": "报告", "speech": "讲话", "other": "其他"}, "from": "起始年", "to": "截止年", "actor": "责任方", "status": {"target": "目标", "result": "结果", "context": "背景"}, "area": {"industry": "产业", "innovation": "创新", "livelihood": "民生", "ecology": "生态", "countryside": "乡村", "infrastructure": "基础设施", "safety": "安全", "governance": "治理", "opening up": "开放", "other": "其他"}, "any": "不限", "wait": "正在载入文本。", "script": "本页需要 JavaScript；data/processed 中的表格有同样的内容。", "empty": "共 {documents} 篇文献，{promises} 条数量与承诺。请输入词语，或选择地方、责任方。", "examples": "见于最多文献的提法：", "so_far": "已读入 {read} 篇，共 {all} 篇。", "answer": "共 {rows} 条，见于 {documents} 篇文献。", "by_year": "各地各年条数", "said_by_year": "各地各年数值", "rows": "查询结果（按时间排列）；指向链接可看原句", "more": "显示更多", "save": "下载全部结果 CSV", "evidence": "依据", "sentence": "原句", "indicator": "指标", "quote": "原文", "reading": "读作", "period": "期限", "status_head": "性质", "firmness_head": "力度", "title_head": "标题", "date": "日期", "firmness": {"firm": "坚决", "plain": "一般", "aspire": "力争"}, "fate": {"raised": "调高", "lowered": "调低", "reworded": "改写", "dropped": "不再提", "named": "仍提及，但无目标", "new": "新增", "several": "同名多项，未作对应", "same": "未变"}}};
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
// Two documents side by side: formulations that came and went, what became of targets, sentences
// taken over. What counts as one sentence taken over is the rule of terms/echoes.py.
const SHORTEST = 12, COMPARED = 120, SHINGLE = 4, SHARED = 2, NOMINATED = 3, ALIKE = 0.65;
const COMMON = 24; // sentences with one shingle from which on it nominates nothing
const PROMISE = { indicator: 4, quote: 5, reading: 6, status: 9, firmness: 10, key: 12, value: 13, most: 14, measure: 15 };

const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, "");

function sentencesOf(corpus, document) {
  const found = [];
  for (const [of, number, text] of corpus.paragraphs) {
    if (of !== document) continue;
    for (const { 0: said, index } of text.matchAll(/[^。！？!?\n]+/g)) {
      const plain = letters(said);
      if (plain.length >= SHORTEST) found.push({ document, number, start: index, text: said.trim(), plain: plain.slice(0, COMPARED) });
    }
  }
  return found;
}

// The lengths of the longest common subsequences of all ends of two sequences.
function common(a, b) {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = a[i] === b[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

const shingles = (plain) => new Set(Array.from({ length: plain.length - SHINGLE + 1 }, (_, at) => plain.slice(at, at + SHINGLE)));

// The sentences of the later document that stand in the earlier one, word for word or nearly.
function takenOver(earlier, later) {
  const holding = new Map();
  earlier.forEach(({ plain }, at) => {
    for (const shingle of shingles(plain)) holding.set(shingle, [...(holding.get(shingle) ?? []), at]);
  });
  const found = [];
  for (const after of later) {
    const shared = new Map();
    for (const shingle of shingles(after.plain)) {
      const at = holding.get(shingle) ?? [];
      if (at.length <= COMMON) at.forEach((one) => shared.set(one, (shared.get(one) ?? 0) + 1));
    }
    const nominated = [...shared].filter(([, count]) => count >= SHARED).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, NOMINATED);
    const compared = nominated.map(([at]) => {
      const { plain } = earlier[at];
      return { before: earlier[at], share: 2 * common(plain, after.plain)[0][0] / (plain.length + after.plain.length) };
    });
    const best = compared.sort((a, b) => b.share - a.share)[0];
    if (best?.share >= ALIKE) found.push({ ...best, after, same: letters(best.before.text) === letters(after.text) });
  }
  return found;
}

// What was taken out of a sentence and what was put in; a number is one piece, and a lone letter
// that stayed between two changes belongs to them.
function changes(before, after) {
  const [old, now] = [before, after].map((text) => text.match(/\d[\d.,]*|[^\d]/gu) ?? []);
  const lengths = common(old, now);
  const kept = [[-1, -1]];
  for (let i = 0, j = 0; i < old.length && j < now.length;) {
    if (old[i] === now[j]) { kept.push([i, j]); i += 1; j += 1; }
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  kept.push([old.length, now.length]);
  const next = ([i, j], [k, l]) => k === i + 1 && l === j + 1;
  const firm = kept.filter((at, n) => n === 0 || n === kept.length - 1 || next(kept[n - 1], at) || next(at, kept[n + 1]));
  const steps = [];
  const add = (tag, text) => { if (text && steps.at(-1)?.tag === tag) steps.at(-1).text += text; else if (text) steps.push({ tag, text }); };
  firm.slice(1).forEach(([i, j], n) => {
    add("del", old.slice(firm[n][0] + 1, i).join(""));
    add("ins", now.slice(firm[n][1] + 1, j).join(""));
    add("", old[i] ?? "");
  });
  return steps;
}

// What became of one target in another document that has it, too.
function fate(before, after) {
  const middle = (promise) => (promise[PROMISE.value] + (promise[PROMISE.most] ?? promise[PROMISE.value])) / 2;
  const numbers = before[PROMISE.value] !== null && after[PROMISE.value] !== null;
  if (numbers && middle(before) !== middle(after)) return middle(after) > middle(before) ? "raised" : "lowered";
  const alike = [PROMISE.quote, PROMISE.reading, PROMISE.firmness].every((at) => before[at] === after[at]);
  return alike ? "same" : "reworded";
}

// The targets of two documents, each with what it became; a target is known by what it measures,
// its unit, how long it runs, and whether it is the higher of two aims.
function targetsCompared(corpus, a, b) {
  const sides = [a, b].map((document) => {
    const own = new Map();
    for (const promise of corpus.promises) {
      if (promise[0] !== document || promise[PROMISE.status] !== "target" || !promise[PROMISE.key]) continue;
      const name = `${promise[PROMISE.key]}|${promise[PROMISE.measure]}`;
      own.set(name, [...(own.get(name) ?? []), promise]);
    }
    return own;
  });
  const texts = corpus.paragraphs.filter(([of]) => of === b).map(([, , text]) => text).join("\n");
  const rows = [];
  for (const name of new Set([...sides[0].keys(), ...sides[1].keys()])) {
    const [before, after] = sides.map((own) => [...(own.get(name) ?? [])]);
    for (const one of [...before]) {  // of several for one thing, those that say the same belong together
      const twin = after.findIndex((other) => fate(one, other) === "same");
      if (twin < 0) continue;
      rows.push({ before: one, after: after.splice(twin, 1)[0], fate: "same" });
      before.splice(before.indexOf(one), 1);
    }
    if (before.length === 1 && after.length === 1) {
      rows.push({ before: before[0], after: after[0], fate: fate(before[0], after[0]) });
      continue;
    }
    const several = before.length && after.length;
    for (const one of before) {
      const named = texts.includes(one[PROMISE.indicator]) || texts.includes(one[PROMISE.key]);
      rows.push({ before: one, after: null, fate: several ? "several" : named ? "named" : "dropped" });
    }
    for (const one of after) rows.push({ before: null, after: one, fate: several ? "several" : "new" });
  }
  const order = ["raised", "lowered", "reworded", "dropped", "named", "new", "several", "same"];
  return rows.sort((x, y) => order.indexOf(x.fate) - order.indexOf(y.fate));
}

// Formulations of one document that the other has not, those that most documents know first.
function only(corpus, here, there) {
  if (!corpus.said[here] || !corpus.said[there]) return [];  // not unpacked yet
  const others = new Set(corpus.said[there].map(([slogan]) => slogan));
  return corpus.said[here].filter(([slogan]) => !others.has(slogan)).sort((a, b) => corpus.slogans[b[0]][1] - corpus.slogans[a[0]][1] || a[1] - b[1]);
}
// Asks the whole corpus. What is asked stands in the address, so that an answer can be linked.
const AT_ONCE = 100; // rows shown before somebody asks for more
const EXAMPLES = 10; // formulations offered to those who have not asked yet
const FACETS = { place: 2, genre: 4 };
const OF_PROMISES = { actor: 3, status: 9, area: 11 };
const READ_IN_CELL = 3; // promises of one place and year up to which the overview says them
const form = document.getElementById("ask");
const element = (id) => document.getElementById(id);
const language = () => (document.documentElement.lang === "zh" ? "zh" : "en");
const words = () => said[language()];
let corpus, rows = [], length = AT_ONCE;

function made(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const year = (document) => document[5]; // that it speaks for
const coded = (column, value) => words()[column]?.[value] ?? value;

// A list of what there is of a column, the most frequent first, or the years in order.
function choices(name, values) {
  const list = form.elements[name];
  const chosen = list.value || new URLSearchParams(location.hash.slice(1)).get(name) || "";
  const counts = new Map();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  const named = [...counts.keys()];
  const years = name === "from" || name === "to";
  named.sort((a, b) => (years ? a.localeCompare(b) : counts.get(b) - counts.get(a) || a.localeCompare(b, "zh")));
  list.replaceChildren(new Option(words().any, ""), ...named.map((value) => new Option(coded(name, value), value)));
  list.value = chosen;
}

function examples() {
  const widest = [...corpus.slogans].sort(([, a], [, b]) => b - a).slice(0, EXAMPLES);
  const links = widest.map(([name]) => made("a", { href: `#q=${encodeURIComponent(name)}`, textContent: name }));
  element("examples").lastElementChild.replaceChildren(...links.flatMap((link) => [" · ", link]).slice(1));
}

function offer() {
  const documents = corpus.documents;
  for (const [name, at] of Object.entries(FACETS)) choices(name, documents.map((document) => document[at]));
  for (const name of ["from", "to"]) choices(name, documents.map(year));
  for (const [name, at] of Object.entries(OF_PROMISES)) choices(name, corpus.promises.map((promise) => promise[at]));
}

// The documents that can be compared, a group a place; those that the facets leave, and the chosen.
const stem = (document) => decodeURIComponent(document[0]).replace(/\.html$/, "");
function offerPair(state = new FormData(form)) {
  const open = allowed(Object.fromEntries(new FormData(form)));
  const [a, b] = ["a", "b"].map((name) => state.get(name) ?? "");
  const chosen = { a, b: b || stem(after(a) ?? [""]) };
  for (const [name, value] of Object.entries(chosen)) {
    const groups = new Map();
    corpus.documents.forEach((document, at) => {
      const place = document[2] || "–";
      if (open[at] || stem(document) === value) groups.set(place, [...(groups.get(place) ?? []), document]);
    });
    const inOrder = (of) => of.sort(inTime).map((document) => new Option(`${year(document)} ${document[1]}`, stem(document)));
    form.elements[name].replaceChildren(new Option("…", ""), ...[...groups].map(([place, of]) => made("optgroup", { label: place }, ...inOrder(of))));
    form.elements[name].value = value;
  }
}

// The document after a named one in its series, else the one before it.
const inTime = (x, y) => x[3].localeCompare(y[3]);
function after(name) {
  const one = corpus.documents.find((document) => stem(document) === name);
  if (!one) return null;
  const series = corpus.documents.filter((other) => other[2] === one[2] && other[4] === one[4]).sort(inTime);
  return series[series.indexOf(one) + 1] ?? series[series.indexOf(one) - 1];
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
      && wanted.every((word) => [promise[3], promise[4], promise[5], promise[PROMISE.key]].some((text) => text.includes(word))))
    .map((promise) => ({ document: promise[0], anchor: `q${promise[1]}-${promise[2]}`, number: promise[1], promise }));
}

function ask() {
  if (form.elements.look.value === "compare") offerPair();
  const asked = Object.fromEntries(new FormData(form));
  const state = new URLSearchParams(Object.entries(asked).filter(([name, value]) => value && !(name === "look" && value === "sentences")));
  const { length: all } = corpus.documents, read = Object.keys(corpus.said).length;
  if (read === all) history.replaceState(null, "", `#${state}`);  // until then lists may lack what it names
  for (const look of ["promises", "compare"]) form.classList.toggle(look, asked.look === look);
  const open = allowed(asked);
  rows = [];
  element("compared").replaceChildren();
  const answer = asked.look === "compare" ? compare(asked) : look(asked, open, state);
  element("answer").textContent = read < all ? `${answer} ${fill(words().so_far, { read, all })}` : answer;
  for (const id of ["years", "found"]) element(id).hidden = !rows.length;
  element("examples").hidden = asked.look !== "sentences" || asked.q.trim() !== "";
  element("save").hidden = !saved().rows.length;
  if (asked.look !== "compare") { byYear(open); list(); } else element("more").hidden = true;
}

function look(asked, open, state) {
  const empty = asked.look === "promises" ? !state.toString().replace(/look=promises|&?status=target/g, "") : !asked.q.trim();
  rows = empty ? [] : (asked.look === "promises" ? promises : sentences)(asked, open);
  const when = (row) => corpus.documents[row.document][3] || "9";
  rows.sort((a, b) => when(a).localeCompare(when(b)) || a.document - b.document);
  length = AT_ONCE;
  if (empty) return fill(words().empty, { documents: corpus.documents.length, promises: corpus.all });
  return fill(words().answer, { rows: rows.length, documents: new Set(rows.map((row) => row.document)).size });
}

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name].toLocaleString("en"));

// How often in each year and place that has documents; darker is more. A few promises are said,
// not counted.
const spot = (document) => [document[2] || "–", year(document) || "–"];
function byYear(open) {
  const counts = new Map(), readings = new Map();
  for (const row of rows) {
    const document = corpus.documents[row.document];
    const [place, when] = spot(document);
    if (!counts.has(place)) counts.set(place, new Map());
    counts.get(place).set(when, (counts.get(place).get(when) ?? 0) + 1);
    if (row.promise) readings.set(`${place} ${when}`, (readings.get(`${place} ${when}`) ?? new Set()).add(read(row.promise)));
  }
  const few = readings.size && [...readings.values()].every((said) => said.size <= READ_IN_CELL);
  const there = corpus.documents.filter((_, at) => open[at]).map(spot);
  const years = [...new Set(there.map(([, when]) => when))].sort();
  const spots = new Set(there.map((one) => one.join(" ")));
  const most = Math.max(...[...counts.values()].flatMap((places) => [...places.values()]), 1);
  const total = (places) => [...places.values()].reduce((sum, count) => sum + count, 0);
  const ordered = [...counts].sort(([, a], [, b]) => total(b) - total(a)).slice(0, 40);
  const head = made("tr", {}, made("th", { scope: "col", textContent: words().place }), ...years.map((when) => made("th", { scope: "col", className: "number", textContent: when })));
  const body = ordered.map(([place, of]) => made("tr", {}, made("th", { scope: "row", lang: "zh", textContent: place }), ...years.map((when) => {
    const count = of.get(when) ?? 0;
    const said = few && count ? [...readings.get(`${place} ${when}`)].join("; ") : count || (spots.has(`${place} ${when}`) ? 0 : "");
    const cell = made("td", { className: "number", textContent: said });
    if (count) cell.style.setProperty("--share", `${Math.round(10 + 32 * count / most)}%`);
    return cell;
  })));
  element("years").replaceChildren(made("table", { className: "shares" }, made("caption", { textContent: few ? words().said_by_year : words().by_year }), made("thead", {}, head), made("tbody", {}, ...body)));
}

function link(row) {
  const [address, title, place, , , spoken] = corpus.documents[row.document];
  const name = `${place || title.slice(0, 12)} ${spoken} ¶ ${row.number}`;
  return made("a", { className: "evidence", href: `documents/${address}#${row.anchor}`, title, textContent: name });
}

const read = (promise) => promise[language() === "zh" ? PROMISE.reading + 1 : PROMISE.reading];

function cells(row) {
  if (!row.promise) {
    const [before, word, after] = row.parts;
    return [made("span", { lang: "zh" }, before, made("mark", { textContent: word }), after)];
  }
  const [, , , actor, indicator, quote, , , period, status, firmness] = row.promise;
  return [actor, indicator, quote, read(row.promise), period, coded("status", status), coded("firmness", firmness)];
}

const heads = () => (form.elements.look.value === "promises"
  ? [words().evidence, words().actor, words().indicator, words().quote, words().reading, words().period, words().status_head, words().firmness_head]
  : [words().evidence, words().sentence]);

// On a phone a row is a card, in which each cell names its column.
function table(caption, names, body) {
  const head = made("tr", {}, ...names.map((name) => made("th", { scope: "col", textContent: name })));
  const lines = body.map((cells) => made("tr", {}, ...cells.map((cell, at) => {
    const node = made("td", { className: cell === "" ? "blank" : cell.length <= 12 ? "short" : "" }, cell);
    node.dataset.head = names[at];
    return node;
  })));
  return made("table", {}, made("caption", { textContent: caption }), made("thead", {}, head), made("tbody", {}, ...lines));
}

function list() {
  element("found").replaceChildren(table(words().rows, heads(), rows.slice(0, length).map((row) => [link(row), ...cells(row)])));
  element("more").hidden = rows.length <= length;
}

let both = [];  // what the comparison says, as rows of a CSV
function compare(asked) {
  both = [];
  const [a, b] = [asked.a, asked.b].map((name) => corpus.documents.findIndex((document) => stem(document) === name));
  if (a < 0 || b < 0 || a === b) return words().choose;
  const [went, came] = [only(corpus, a, b), only(corpus, b, a)];
  const targets = targetsCompared(corpus, a, b);
  const over = takenOver(sentencesOf(corpus, a), sentencesOf(corpus, b));
  const changed = over.filter((one) => !one.same);
  const times = (fate) => targets.filter((row) => row.fate === fate).length;
  const name = (document) => `${corpus.documents[document][2]} ${year(corpus.documents[document])}`.trim() || corpus.documents[document][1];
  const titles = { a: name(a), b: name(b) };
  const at = (document, anchor, text) => made("a", { className: "evidence", href: `documents/${corpus.documents[document][0]}#${anchor}`, textContent: text });
  const formulation = (document) => ([slogan, paragraph, start]) => {
    const [said, known] = corpus.slogans[slogan];
    both.push([words()[document === a ? "went" : "came"], document === a ? said : "", document === a ? "" : said, ""]);
    return made("li", { lang: "zh" }, at(document, `s${paragraph}-${start}`, said), ` ${known}`);
  };
  const listed = (heading, document, own) => made("section", {}, made("h3", { textContent: fill(words()[heading], { ...titles, n: own.length }) }), made("ul", {}, ...own.map(formulation(document))));
  const target = (promise) => (promise ? made("span", {}, at(promise[0], `q${promise[1]}-${promise[2]}`, read(promise) || promise[PROMISE.quote])) : "");
  const fates = targets.map(({ before, after, fate: became }) => {
    const one = before ?? after;
    const what = one[PROMISE.indicator] || one[PROMISE.key];
    both.push([what, before ? read(before) : "", after ? read(after) : "", coded("fate", became)]);
    return [made("span", { lang: "zh", textContent: what }), target(before), target(after), coded("fate", became)];
  });
  const taken = changed.map(({ before, after, share }) => {
    const steps = changes(before.text, after.text).map(({ tag, text }) => (tag ? made(tag, { textContent: text }) : text));
    both.push([words().sentence, before.text, after.text, share.toFixed(2)]);
    return [at(before.document, `p${before.number}`, `¶ ${before.number}`), at(after.document, `p${after.number}`, `¶ ${after.number}`), made("span", { lang: "zh" }, ...steps), share.toFixed(2)];
  });
  const scroll = (...inside) => made("div", { className: "scroll live", tabIndex: 0, role: "region", ariaLabel: inside[0].caption.textContent }, ...inside);
  element("compared").replaceChildren(
    made("h2", { textContent: words().targets_compared }),
    scroll(table(fill(words().targets_of, titles), [words().indicator, titles.a, titles.b, words().became], fates)),
    made("h2", { textContent: words().formulations_compared }),
    made("div", { className: "pair" }, listed("went_of", a, went), listed("came_of", b, came)),
    made("h2", { textContent: words().taken_over }),
    scroll(table(fill(words().taken_of, titles), [titles.a, titles.b, words().changed, words().share], taken)),
  );
  const sums = Object.fromEntries(["raised", "lowered", "reworded", "dropped", "named", "new", "same"].map((fate) => [fate, times(fate)]));
  return fill(words().compared, { ...titles, ...sums, went: went.length, came: came.length, over: over.length, changed: changed.length });
}

function saved() {
  if (form.elements.look.value === "compare") return { names: [words().indicator, element("a").value, element("b").value, words().became], rows: both };
  const text = (cell) => (typeof cell === "string" ? cell : cell.textContent);
  return {
    names: [words().title_head, words().place, words().date, words().evidence, ...heads().slice(1)],
    rows: rows.map((row) => {
      const [address, title, place, date] = corpus.documents[row.document];
      return [title, place, date, `documents/${address}#${row.anchor}`, ...cells(row).map(text)];
    }),
  };
}

function save() {
  const field = (text) => `"${(/^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const { names, rows: lines } = saved();
  const text = [names, ...lines].map((line) => line.map(field).join(",")).join("\r\n");
  const blob = new Blob(["\ufeff", text, "\r\n"], { type: "text/csv" });
  const anchor = made("a", { href: URL.createObjectURL(blob), download: "tifa.csv" });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
}

function restore() {
  const state = new URLSearchParams(location.hash.slice(1));
  form.reset();
  for (const [name, value] of state) if (form.elements[name]) form.elements[name].value = value;
  offerPair(state);
}

// The first part tells what there is; each other brings the text and promises of some documents,
// and is fetched while the one before it is unpacked.
const part = (number) => beside(`explore/${number}.js`, "tifaPart");
async function start() {
  const [first, second] = [part(0), part(1)];
  const { documents, slogans, promises: all, parts } = await unpacked(await first);
  corpus = { documents, slogans, all, paragraphs: [], promises: [], said: {} };
  offer();
  examples();
  restore();
  let waiting;
  form.addEventListener("change", ({ target }) => {  // whoever asks for promises wants targets first
    if (target.value === "promises" && !form.elements.status.value) form.elements.status.value = "target";
  });
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  element("more").addEventListener("click", () => { length += 10 * AT_ONCE; list(); });
  element("save").addEventListener("click", save);
  addEventListener("hashchange", () => { restore(); ask(); });
  document.addEventListener("tifa-language", () => { offer(); ask(); });
  for (let number = 1, next = second; number <= parts; number += 1) {
    const packed = await next;
    if (number < parts) next = part(number + 1);
    const { paragraphs, promises, said } = await unpacked(packed);
    for (const row of paragraphs) corpus.paragraphs.push(row);
    for (const row of promises) corpus.promises.push(row);
    Object.assign(corpus.said, said);
    if (number === 1 || number === parts) { offer(); ask(); }
  }
}
start();
}
