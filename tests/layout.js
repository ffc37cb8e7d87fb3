// What is wrong with how a page is laid out, as sentences; nothing where all is well. Read by test_every_page.py.
// `phone`: whether fingers use it, and then each target has its room.
(phone) => {
  const faults = [];
  const LEAST_TYPE = matchMedia("print").matches ? 9 : 10, LEAST_TARGET = 24; // pixels; on paper 9 are 6.75 points
  const said = (text) => `“${text.trim().replace(/\s+/g, " ").slice(0, 50)}”`;
  // for those who listen alone
  const unseen = new Map();
  const forEars = (one) => {
    if (!one || one === document.body) return false;
    if (!unseen.has(one)) unseen.set(one, getComputedStyle(one).clipPath === "inset(50%)" || forEars(one.parentElement));
    return unseen.get(one);
  };
  const seen = (one) => {
    // what is folded is not seen, but for what print unfolds
    return one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip, .here") && !forEars(one);
  };

  // the page itself
  const room = document.documentElement;
  if (room.scrollWidth > room.clientWidth) faults.push(`the page scrolls sideways: ${room.scrollWidth} of ${room.clientWidth}`);

  // every line of text as the box its letters stand in
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, holder = node.parentElement;
    if (!node.data.trim() || holder.closest("title, style, script, option, defs") || !seen(holder)) continue;
    const drawing = holder.closest("svg");
    const style = getComputedStyle(holder);
    let size = parseFloat(style.fontSize);
    if (drawing) size *= Math.abs(holder.getScreenCTM().d);
    if (size < LEAST_TYPE - .05) faults.push(`type of ${size.toFixed(1)} px: ${said(node.data)}`);
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = drawing ? [holder.getBoundingClientRect()] : range.getClientRects();
    // a word is broken where it has no part: none of those that are longer than a line
    if (boxes.length > 1 && !holder.closest(".endless")) for (const word of node.data.matchAll(/[A-Za-z0-9%]{2,24}/g)) {
      const joined = /[A-Za-z0-9%]/.test(node.data[word.index + word[0].length] ?? "") || /[A-Za-z0-9%]/.test(node.data[word.index - 1] ?? "");
      if (joined) continue;
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const [first, ...rest] = range.getClientRects();
      if (rest.some((box) => Math.abs(box.top - first.top) > 3)) faults.push(`a broken word: ${said(word[0])} in ${said(node.data)}`);
    }
    for (const box of boxes) {
      if (box.width < 2 || box.height < 2) continue;
      const middle = (box.top + box.bottom) / 2;
      lines.push({ node, holder, drawing, left: box.left, right: box.right, top: middle - size * .4, bottom: middle + size * .4 });
    }
  }

  // text on text
  const CELL = 48, cells = new Map();
  const told = new Set();
  for (const line of lines) {
    for (let x = Math.floor(line.left / CELL); x <= line.right / CELL; x++) for (let y = Math.floor(line.top / CELL); y <= line.bottom / CELL; y++) {
      const place = `${x},${y}`;
      const there = cells.get(place) ?? cells.set(place, []).get(place);
      for (const other of there) {
        if (other.node === line.node && !line.drawing) continue;
        const wide = Math.min(line.right, other.right) - Math.max(line.left, other.left);
        const high = Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top);
        if (wide > 1.5 && high > 1.5) told.add(`text on text: ${said(other.node.data)} and ${said(line.node.data)}`);
      }
      there.push(line);
    }
  }
  faults.push(...told);

  // text that an ancestor cuts, and text beyond its drawing
  const page = document.querySelector("main"); // its edge is where the margin begins
  const styles = new Map();
  const clips = (one) => {
    if (!styles.has(one)) {
      const style = getComputedStyle(one);
      const cut = (way) => style[way] === "hidden" || style[way] === "clip";
      const scrolls = (way) => style[way] === "auto" || style[way] === "scroll";
      styles.set(one, { x: cut("overflowX"), y: cut("overflowY"), scrollsX: scrolls("overflowX"), scrollsY: scrolls("overflowY") });
    }
    return styles.get(one);
  };
  for (const line of lines) {
    if (line.drawing) {
      const frame = line.drawing.getBoundingClientRect();
      const out = Math.max(frame.left - line.left, line.right - frame.right, frame.top - line.top, line.bottom - frame.bottom);
      if (out > 1) faults.push(`beyond its drawing by ${out.toFixed(1)} px: ${said(line.node.data)}`);
    }
    let besideX = false, besideY = false; // what scrolls is not cut by what holds it
    for (let box = line.drawing ? line.drawing.parentElement : line.holder; box && box !== document.body; box = box.parentElement) {
      const { x, y, scrollsX, scrollsY } = clips(box);
      besideX ||= scrollsX;
      besideY ||= scrollsY;
      if (!x && !y) continue;
      const frame = box.getBoundingClientRect();
      if (x && !besideX && (line.right > frame.right + 1 || line.left < frame.left - 1)) faults.push(`cut at the side: ${said(line.node.data)}`);
      if (y && !besideY && (line.bottom > frame.bottom + 1 || line.top < frame.top - 1)) faults.push(`cut below: ${said(line.node.data)}`);
    }
    const [from, to] = page?.contains(line.holder) ? [page.getBoundingClientRect().left, page.getBoundingClientRect().right] : [0, room.clientWidth];
    if (!besideX && (line.right > to + 1 || line.left < from - 1)) faults.push(`beyond the page: ${said(line.node.data)}`);
  }

  // on paper no column stands empty for half a page beside another
  const HALF_A_PAGE = 500;
  if (matchMedia("print").matches) for (const grid of document.querySelectorAll("main, main :is(div, section, dl, ul, ol)")) {
    const style = getComputedStyle(grid);
    if (!style.display.includes("grid") || !style.gridTemplateColumns.includes(" ")) continue;
    const ends = new Map();
    for (const line of lines) {
      const item = [...grid.children].find((one) => one.contains(line.holder));
      if (!item) continue;
      const column = Math.round(item.getBoundingClientRect().left);
      ends.set(column, Math.max(ends.get(column) ?? 0, line.bottom));
    }
    const blank = Math.max(...ends.values()) - Math.min(...ends.values());
    if (blank > HALF_A_PAGE) faults.push(`a blank column: ${blank.toFixed(0)} px of ${grid.className || grid.id}`);
  }

  // a heading has something to head: what it names, or what follows up to the next of its rank
  const RANK = { H1: 1, H2: 2, H3: 3 };
  const marks = [...document.querySelectorAll("main h1, main h2, main h3")].filter(seen);
  const folded = (own) => own?.matches("details:not([open])") && matchMedia("screen").matches;
  const drawn = [...document.querySelectorAll("main svg, main img")].filter(seen);
  const below = lines.filter((line) => !line.holder.closest("h1, h2, h3"));
  const holds = (range) => below.some((line) => range.intersectsNode(line.node)) || drawn.some((one) => range.intersectsNode(one));
  marks.forEach((heading, place) => {
    const own = heading.closest("details, section, .prose");
    const after = marks.slice(place + 1).find((other) => RANK[other.tagName] <= RANK[heading.tagName]);
    const range = document.createRange();
    range.setStartAfter(heading);
    if (after && !own?.contains(after)) range.setEndBefore(after);
    else if (after && own.querySelector("h1, h2, h3") !== heading) range.setEndBefore(after);
    else range.setEndAfter(own ?? document.querySelector("main").lastChild);
    if (!folded(own) && !holds(range)) faults.push(`a heading over nothing: ${said(heading.textContent)}`);
  });

  // room for a finger: but for links inside a sentence, whose lines set their height
  if (phone) {
    for (const target of document.querySelectorAll("a[href], button, summary, input, select, [tabindex='0']")) {
      if (!seen(target) || target.closest("svg")) continue;
      const box = target.getBoundingClientRect();
      if (!box.width || !box.height) continue;
      const within = getComputedStyle(target).display === "inline" && target.parentElement.textContent.trim() !== target.textContent.trim();
      if (within) continue;
      if (box.height < LEAST_TARGET - .5 || box.width < LEAST_TARGET - .5) {
        faults.push(`no room for a finger, ${box.width.toFixed(0)} × ${box.height.toFixed(0)}: ${target.tagName} ${said(target.textContent || target.name || "")}`);
      }
    }
  }
  return [...new Set(faults)];
}
