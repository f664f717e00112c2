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
