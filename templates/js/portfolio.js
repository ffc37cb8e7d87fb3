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
  const entries = Array.from(body.rows, (row, place) =>
    ({ row, place, find: [row.dataset.find, ...told(row)].join("\n"), codes: ` ${row.dataset.codes} `, ranks: [] }));
  let rows = entries; // in the order chosen
  let there = entries.map(({ row }) => row); // what the table holds: the rest waits outside, so no sorting moves it
  let shown = STEP;

  // the index was folded the same way when the page was built; Chinese is found as it stands, inside words
  const folded = (text) => text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);

  const fits = ({ row, find, codes }, words, chosen) =>
    words.every((word) => find.includes(word)) &&
    chosen.every(([name, value]) => name === "codes" ? codes.includes(` ${value} `) : row.dataset[name] === value);

  // only what changes is touched: more of the same is added, and the same again is left alone
  function put(wanted) {
    const added = there.length <= wanted.length && there.every((row, place) => row === wanted[place]);
    if (added) body.append(...wanted.slice(there.length));
    else body.replaceChildren(...wanted);
    there = wanted;
  }

  function show() {
    const words = folded(form.elements.find.value);
    const chosen = FILTERS.map((name) => [name, form.elements[name]?.value]).filter(([, value]) => value);
    const fitting = rows.filter((entry) => fits(entry, words, chosen));
    put(fitting.slice(0, shown).map(({ row }) => row));
    found.textContent = fitting.length
      ? found.dataset.found.replace("{shown}", fitting.length).replace("{all}", rows.length)
      : found.dataset.none;
    more.hidden = fitting.length <= shown;
    more.textContent = more.dataset.more.replace("{count}", Math.min(STEP, fitting.length - shown));
  }

  // a column's order is found once: the same keys have the same rank; what is unknown has no key and no rank
  function rank(column, numbers) {
    const compare = numbers ? (a, b) => a - b : new Intl.Collator(document.documentElement.lang).compare;
    const keyed = entries.map((entry) => ({ entry, key: entry.row.cells[column].getAttribute("data-key") }));
    const known = keyed.filter(({ key }) => key);
    for (const one of known) if (numbers) one.key = Number(one.key);
    known.sort((a, b) => compare(a.key, b.key));
    for (const { entry } of keyed) entry.ranks[column] = -1;
    known.forEach(({ entry, key }, place) => {
      const before = known[place - 1];
      entry.ranks[column] = before && compare(before.key, key) === 0 ? before.entry.ranks[column] : place;
    });
  }

  function sort(heading, column) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    if (entries[0]?.ranks[column] === undefined) rank(column, heading.dataset.sorts === "number");
    // the unknown stays last, whichever way the rest runs
    const blank = ({ ranks }) => ranks[column] < 0;
    rows = [...entries].sort((a, b) =>
      blank(a) - blank(b) || (down ? -1 : 1) * (a.ranks[column] - b.ranks[column]) || a.place - b.place);
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
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
    const first = there.length;
    shown += STEP;
    show();
    there[first]?.querySelector("a")?.focus();
  });
  // on paper stands all that fits the search, not its first hundred
  let before = STEP;
  addEventListener("beforeprint", () => { before = shown; shown = Infinity; show(); });
  addEventListener("afterprint", () => { shown = before; show(); });
  addEventListener("pageshow", () => show()); // a browser that goes back fills in what was sought
  form.hidden = false;
  show();
  table.classList.add("ready");
})();
