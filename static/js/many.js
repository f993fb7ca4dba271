// Several blocks at once. Select (or Ctrl+click on a block) starts choosing: each block gets a box
// to tick, a click or Space ticks, Shift+click ticks all between in a day, Escape ends it. The bar
// says how many are chosen and sends them along with whatever is done.
const bar = document.getElementById("many-bar");
const count = document.getElementById("many-count");
const opener = document.querySelector("[data-choose]");
const chosen = new Set();
let choosing = false;
let last = null;

const blocks = (root = document) => [...root.querySelectorAll("#week .block[data-block]")];
const find = (id) => document.getElementById(`block-${id}`);
const say = (words) => {
  if (count.textContent !== words) count.textContent = words;
};

function name(block) {
  const day = block.closest(".day").querySelector("h2").textContent.trim();
  const title = block.querySelector(".block-title").textContent.trim();
  return `Select ${title}, ${day}, ${block.querySelector("time").textContent}`;
}

function addBox(block) {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "block-box";
  box.id = `box-${block.dataset.block}`;
  box.setAttribute("aria-label", name(block));
  block.append(box);
  return box;
}

function draw() {
  bar.hidden = !choosing;
  document.getElementById("week").classList.toggle("is-choosing", choosing);
  document.body.classList.toggle("has-many-bar", choosing);
  opener.setAttribute("aria-expanded", String(choosing));
  for (const id of chosen) if (!find(id)) chosen.delete(id);
  for (const block of blocks()) {
    const is = chosen.has(block.dataset.block);
    const box = block.querySelector(".block-box") ?? (choosing ? addBox(block) : null);
    if (box && !choosing) box.remove();
    if (box) box.checked = is;
    block.classList.toggle("is-chosen", is);
  }
  if (choosing) say(chosen.size === 1 ? "1 block selected" : `${chosen.size || "No"} blocks selected`);
}

function start(on) {
  choosing = on;
  if (!on) {
    chosen.clear();
    last = null;
    document.getElementById("many-problem").replaceChildren();
    for (const menu of bar.querySelectorAll("details[open]")) menu.open = false;
  }
  draw();
}

function toggle(block, on = !chosen.has(block.dataset.block)) {
  chosen[on ? "add" : "delete"](block.dataset.block);
  last = block.dataset.block;
}

function choose(block, through) {
  const mine = blocks(block.closest(".day"));
  const [from, to] = [mine.findIndex((each) => each.dataset.block === last), mine.indexOf(block)];
  if (through && from >= 0) {
    for (const each of mine.slice(Math.min(from, to), Math.max(from, to) + 1)) toggle(each, true);
  } else toggle(block);
  choosing = true;
  draw();
}

// Before htmx and dragging see it: a click that chooses opens nothing.
document.addEventListener("click", (event) => {
  const block = event.target.closest?.("#week .block[data-block]");
  const modified = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!block || !(choosing || modified)) return;
  const box = event.target.closest(".block-box");
  if (!box) event.preventDefault();
  event.stopImmediatePropagation();
  choose(block, event.shiftKey);
  if (box) box.checked = chosen.has(block.dataset.block);
}, true);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-choose]")) {
    event.preventDefault();
    start(!choosing);
    if (choosing) blocks()[0]?.querySelector(".block-box").focus();
  }
  if (event.target.closest("[data-choose-none]")) {
    start(false);
    opener.focus();
  }
});

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  const block = event.target.closest?.("#week .block[data-block]");
  if (event.key === " " && block && !event.target.matches(".block-box")) {
    event.preventDefault();
    event.stopImmediatePropagation();
    choose(block, event.shiftKey);
  } else if (event.key === "Escape" && choosing && !bar.querySelector("details[open]")) {
    start(false);
    (block?.querySelector("a") ?? opener).focus();
  } else if (event.key === "Delete" && block && chosen.has(block.dataset.block)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    bar.querySelector('[name="do"][value="off"]').click();
  }
}, true);

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt !== bar) return;
  event.detail.parameters.block = [...chosen].map(find).filter(Boolean).map((block) => `${block.dataset.block}:${block.dataset.version}`);
  document.getElementById("many-problem").replaceChildren();
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt !== bar || !event.detail.successful) return;
  for (const menu of bar.querySelectorAll("details[open]")) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
});

document.addEventListener("htmx:afterSettle", () => {
  if (choosing) draw();
});
