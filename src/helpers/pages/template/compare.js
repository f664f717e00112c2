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
