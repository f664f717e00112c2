// Sorting, searching, filters by column, paging and CSV for every table that asks for it.
// `said` holds our words: as HTML in both languages, and as plain text in each.
const PAGE = matchMedia("(max-width: 40rem)").matches ? 5 : 25; // rows; on a phone each is a card
const FEW = 20; // different values up to which a column gets a filter

const language = () => (document.documentElement.lang === "zh" ? "zh" : "en");
const inHand = document.createElement("template");

// What a cell says to those who read the language of the page.
function words(html) {
  if (typeof html !== "string" || !html.includes("<")) return html ?? "";
  inHand.innerHTML = html;
  inHand.content.querySelectorAll(language() === "zh" ? ".en" : ".zh").forEach((other) => other.remove());
  return inHand.content.textContent.trim();
}

// A cell as CSV: a spreadsheet must not take a text for a formula.
function csv(html) {
  const text = words(html);
  return /^[=+\-@\t\r＝＋－＠]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}

// Numbers by size, texts as the language orders them, blanks last whichever way one sorts.
function key(html) {
  const value = /<data value="([^"]*)"/.exec(html)?.[1] ?? words(html);
  const number = Number(value.replaceAll(",", ""));
  return value === "" ? null : Number.isNaN(number) ? value : number;
}
function order(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === typeof b) return a.localeCompare(b, "zh");
  return typeof a === "number" ? -1 : 1;
}
const blanksLast = (sign) => (a, b) => (a === null ? (b === null ? 0 : 1) : b === null ? -1 : sign * order(a, b));
Object.assign(window.jQuery.fn.dataTable.ext.type.order, {
  "cell-pre": key, "cell-asc": blanksLast(1), "cell-desc": blanksLast(-1),
});
window.jQuery.fn.dataTable.ext.type.search.cell = (html) => String(html).replace(/<[^>]*>/g, " ");

function settings(table) {
  const many = table.tBodies[0].rows.length > PAGE || table.dataset.number;
  const plain = said[language()];
  return {
    order: [],
    autoWidth: false,
    deferRender: true,
    paging: Boolean(many),
    pageLength: PAGE,
    lengthMenu: [...new Set([PAGE, 25, 100, 1000])],
    columns: [...table.tHead.rows[0].cells].map((head) => ({ className: head.className, type: "cell" })),
    createdRow: (row) => label(table, row),
    layout: {
      topStart: {
        buttons: [{
          extend: "csv", text: said.html.saved, bom: true, title: null, filename: "tifa",
          exportOptions: { format: { header: csv, body: csv } },
        }],
      },
      topEnd: "search",
      bottomStart: many ? "info" : null,
      bottomEnd: many ? ["pageLength", "paging"] : null,
    },
    language: {
      search: said.html.search,
      info: said.html.info,
      infoEmpty: "",
      infoFiltered: said.html.filtered,
      zeroRecords: said.html.empty,
      emptyTable: said.html.empty,
      lengthMenu: `_MENU_ ${said.html.length}`,
      paginate: { first: "«", previous: "‹", next: "›", last: "»" },
      aria: {
        orderable: `: ${plain.sort}`,
        orderableReverse: `: ${plain.sort}`,
        orderableRemove: `: ${plain.sort}`,
        paginate: { previous: plain.previous, next: plain.next, last: plain.last },
      },
    },
  };
}

// On a phone a row is a card, in which each cell names its column.
const heads = new WeakMap();
function label(table, row) {
  if (!heads.has(table)) heads.set(table, [...table.tHead.rows[0].cells].map((head) => head.innerHTML));
  [...row.cells].forEach((cell, at) => {
    cell.dataset.head = words(heads.get(table)[at]);
    cell.classList.toggle("blank", !cell.textContent.trim());
  });
}

// A list of the values of a column, where they are few enough to choose from.
function filter(column) {
  const header = column.header();
  header.querySelector("select")?.remove();
  const values = [...new Set(column.data().toArray())];
  const few = values.length > 1 && values.length <= Math.min(FEW, column.data().length / 2);
  if (!few || !header.classList.contains("short")) return;
  const named = values.map((value) => [words(value), value]).sort(([a], [b]) => a.localeCompare(b, "zh"));
  if (named.every(([text]) => text.includes("¶"))) return;
  const list = document.createElement("select");
  list.setAttribute("aria-label", `${said[language()].filter}: ${words(column.title())}`);
  list.append(new Option("…", ""), ...named.map(([text], at) => new Option(text || "–", at)));
  list.addEventListener("click", (event) => event.stopPropagation());
  list.addEventListener("change", () => {
    const chosen = named[list.value]?.[1];
    const at = column.index();
    column.search.fixed("list", chosen === undefined ? null : (text, row) => row[at] === chosen);
    column.draw();
  });
  header.append(list);
}

// The rows that lie beside the page: the file is loaded once, when the first table wants its rows,
// and those of a table are unpacked when it does.
let rows;
async function rowsBeside(number) {
  rows ??= beside(document.getElementById("main").dataset.rows, "tifaRows");
  return unpacked((await rows)[number]);
}

// The region that scrolls becomes the table's own row, so that the controls stay in sight.
function start(table) {
  const region = table.parentElement;
  const live = window.jQuery(table).DataTable(settings(table));
  const filters = () => live.columns().every(function () { filter(this); });
  filters();
  document.addEventListener("tifa-language", () => {
    live.columns().every(function () { this.search.fixed("list", null); });
    live.draw();
    filters();
    live.rows().nodes().each((row) => label(table, row));
  });
  // Each row of page numbers says which table it turns.
  const name = () => live.table().container().querySelector(".dt-paging nav")
    ?.setAttribute("aria-label", `${said[language()].pages}: ${words(table.caption?.innerHTML ?? "")}`);
  live.on("draw", name);
  name();
  const row = table.closest(".dt-layout-table");
  row.classList.add("scroll");
  for (const { name, value } of [...region.attributes]) {
    if (name !== "class") row.setAttribute(name, value);
    region.removeAttribute(name);
  }
  region.className = "live";
  if (!table.dataset.number) return;
  rowsBeside(table.dataset.number).then((rows) => keepingTarget(() => {
    live.rows.add(rows).draw(false);
    table.caption.querySelector(".first")?.remove();
    filters();
  }));
}

// A table grows as it is made ready; the place that a link led to must not move away under it.
function keepingTarget(change) {
  const target = document.querySelector(":target");
  const top = target?.getBoundingClientRect().top;
  change();
  if (top > -1 && top < innerHeight) scrollBy(0, target.getBoundingClientRect().top - top);
}

// A table is made ready when it comes near, so that the page itself is there at once.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    keepingTarget(() => start(target));
  }
}, { rootMargin: "600px" });
document.querySelectorAll("table.sortable").forEach((table) => {
  if (table.tBodies[0].rows.length > 3) near.observe(table);
});
