// Sorting, filters and search of the account table. The page reads in full without this script.
"use strict";
(() => {
  const table = document.querySelector("table.all");
  const form = document.querySelector("form.find");
  if (!table || !form) return;
  const body = table.tBodies[0];
  const found = document.querySelector(".found");
  const more = document.querySelector(".page-on");
  const STEP = 100; // rows at a time: two thousand at once make a phone slow
  const FILTERS = ["owner", "tier", "stage", "codes"];
  // what many accounts say alike stands once at the table, and a row has its numbers
  const alike = table.dataset.told.split("\n");
  const told = (row) => row.dataset.told.split(" ").filter(Boolean).map((number) => alike[number]);
  let rows = Array.from(body.rows, (row, place) =>
    ({ row, place, find: [row.dataset.find, ...told(row)].join("\n"), keys: [] }));
  let shown = STEP;

  // the index was folded the same way when the page was built; Chinese is found as it stands, inside words
  const folded = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);

  const fits = ({ row, find }, words, chosen) =>
    words.every((word) => find.includes(word)) &&
    chosen.every(([name, value]) =>
      name === "codes" ? row.dataset.codes.split(" ").includes(value) : row.dataset[name] === value);

  function show() {
    const words = folded(form.elements.find.value);
    const chosen = FILTERS.map((name) => [name, form.elements[name]?.value]).filter(([, value]) => value);
    let fitting = 0;
    for (const entry of rows) {
      const fit = fits(entry, words, chosen);
      entry.row.hidden = !fit || fitting >= shown;
      if (fit) fitting += 1;
    }
    found.textContent = fitting
      ? found.dataset.found.replace("{shown}", fitting).replace("{all}", rows.length)
      : found.dataset.none;
    more.hidden = fitting <= shown;
    more.textContent = more.dataset.more.replace("{count}", Math.min(STEP, fitting - shown));
  }

  function sort(heading, column) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    const numbers = heading.dataset.sorts === "number";
    const compare = numbers ? (a, b) => a - b : new Intl.Collator(document.documentElement.lang).compare;
    for (const entry of rows) {
      const key = entry.row.cells[column].dataset.key;
      entry.keys = numbers && key !== "" ? Number(key) : key;
    }
    // what is unknown has no key and stays last, whichever way the rest runs
    const blank = ({ keys }) => keys === "";
    rows.sort((a, b) => blank(a) - blank(b) || (down ? -1 : 1) * compare(a.keys, b.keys) || a.place - b.place);
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    body.append(...rows.map(({ row }) => row));
    show();
  }

  Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.title = `${table.dataset.sort} ${heading.textContent}`;
    button.addEventListener("click", () => sort(heading, column));
    heading.replaceChildren(button);
  });
  const again = () => { shown = STEP; show(); };
  form.addEventListener("input", again);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(again));
  more.addEventListener("click", () => {
    const first = rows.filter(({ row }) => !row.hidden).length;
    shown += STEP;
    show();
    rows.filter(({ row }) => !row.hidden)[first]?.row.querySelector("a")?.focus();
  });
  form.hidden = false;
  show();
  table.classList.add("ready");
})();
