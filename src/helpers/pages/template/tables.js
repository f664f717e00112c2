// Sorting, searching, filters by column, paging and CSV for every table that asks for it.
// `said` holds our words: as HTML in both languages, and as plain text for names of controls.
const PAGE = 25;
const FEW = 20; // different values up to which a column gets a filter

function settings(table) {
  const many = table.tBodies[0].rows.length > PAGE;
  return {
    order: [],
    autoWidth: false,
    paging: many,
    pageLength: PAGE,
    lengthMenu: [PAGE, 100, { label: said.plain.every, value: -1 }],
    layout: {
      topStart: { buttons: [{ extend: "csv", text: said.html.saved, bom: true, title: null, filename: "tifa" }] },
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
        orderable: `: ${said.plain.sort}`,
        orderableReverse: `: ${said.plain.sort}`,
        orderableRemove: `: ${said.plain.sort}`,
        paginate: { previous: said.plain.previous, next: said.plain.next, last: said.plain.last },
      },
    },
  };
}

function words(html) {
  const cell = document.createElement("td");
  cell.innerHTML = html;
  return cell.textContent.trim();
}

// A list of the values of a column, where they are few enough to choose from.
function filter(column) {
  const values = [...new Set(column.data().toArray())].sort();
  const texts = values.map(words);
  if (!column.header().classList.contains("short") || values.length < 2 || values.length > FEW) return;
  if (texts.every((text) => text.startsWith("¶"))) return;
  const list = document.createElement("select");
  list.setAttribute("aria-label", `${said.plain.filter}: ${column.title().replace(/<[^>]*>/g, "")}`);
  list.append(new Option("…", ""), ...texts.map((text) => new Option(text || "–", text)));
  list.addEventListener("click", (event) => event.stopPropagation());
  list.addEventListener("change", () => {
    const whole = `^${list.value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`;
    column.search(list.value ? whole : "", { regex: true, smart: false }).draw();
  });
  column.header().append(list);
}

// The region that scrolls becomes the table's own row, so that the controls stay in sight.
function start(table) {
  const region = table.parentElement;
  const live = window.jQuery(table).DataTable(settings(table));
  live.columns().every(function () { filter(this); });
  // Each row of page numbers says which table it turns.
  const name = () => live.table().container().querySelector(".dt-paging nav")
    ?.setAttribute("aria-label", `${said.plain.pages}: ${table.caption?.textContent ?? ""}`);
  live.on("draw", name);
  name();
  const row = table.closest(".dt-layout-table");
  row.classList.add("scroll");
  for (const { name, value } of [...region.attributes]) {
    if (name !== "class") row.setAttribute(name, value);
    region.removeAttribute(name);
  }
  region.className = "live";
}

// A table is made ready when it comes near, so that the page itself is there at once.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    start(target);
  }
}, { rootMargin: "600px" });
document.querySelectorAll("table.sortable").forEach((table) => {
  if (table.tBodies[0].rows.length > 3) near.observe(table);
});
