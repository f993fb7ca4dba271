// A block held in the hand, by pointer or by keys: a ghost shows where it would go, the server says
// what the rules would say of it, and letting go makes one change. Nothing is saved before that.
export const STEP = 5;
const DAY = 24 * 60;
const BETWEEN_QUESTIONS = 60; // Milliseconds.
export const wide = window.matchMedia("(width >= 48rem)");

let held = null;
let sending = Promise.resolve();

const dayOf = (date) => document.getElementById(`day-${date}`);
const verdictOf = (date) => dayOf(date)?.querySelector(".day-verdict");
export const openDays = () => [...document.querySelectorAll(".day:not(.day-closed)")].map((day) => day.id.slice(4));
export const findAxis = () => document.querySelector(".week").dataset.axis.split("-").map(Number);
export const stepHeight = (hours) => parseFloat(getComputedStyle(hours).gridAutoRows);
export const mayFloat = (block) => block.matches(".mode-device, .mode-offline, .mode-either");
export const heldBlock = () => held?.block ?? null;
export const isHeld = (block) => (block ? held?.block === block : held !== null);
const isSame = (one, other) => ["date", "start", "minutes"].every((name) => one[name] === other[name]);

// Where a block is, or would be if it is the one that is held.
export function findPlace(block) {
  if (isHeld(block)) return held.to;
  const { start, minutes } = block.dataset;
  return { date: block.closest(".day").id.slice(4), start: start === "" ? null : Number(start), minutes: Number(minutes) };
}

// What was let go is on its way; its day is about to be drawn anew.
export const settled = () => sending;

export function say(words) {
  document.getElementById("held-says").textContent = words;
}

// Who shows more of what is held (js/hand-bar.js) hears of it: `detail` is empty when nothing is.
function tell(more = {}) {
  document.dispatchEvent(new CustomEvent("held", { detail: held && more }));
}

function spellClock(minute) {
  const hour = Math.floor(minute / 60);
  return `${((hour + 11) % 12) + 1}:${String(minute % 60).padStart(2, "0")} ${hour % 24 < 12 ? "am" : "pm"}`;
}

export function spellHours({ start, minutes }) {
  if (start === null) return minutes === 1 ? "1 minute" : `${minutes} minutes`;
  const [first, last] = [spellClock(start), spellClock(start + minutes)];
  return `${first.slice(-2) === last.slice(-2) ? first.slice(0, -3) : first} to ${last}`;
}

function makeGhost(block) {
  const ghost = block.cloneNode(true);
  for (const each of [ghost, ...ghost.querySelectorAll("[id]")]) each.removeAttribute("id");
  for (const link of ghost.querySelectorAll("a, button, input")) link.tabIndex = -1;
  ghost.className = `${ghost.className.replace(/\b(?:from|for|lane|is)-\S+/g, "")} is-held`;
  ghost.setAttribute("aria-hidden", "true");
  return ghost;
}

export function take(block) {
  if (held) putBack();
  const from = findPlace(block);
  const link = block.querySelector("a.block-title");
  const time = block.querySelector("time");
  held = {
    block, link, from, to: from, ghost: makeGhost(block), time, hours: time.textContent,
    address: new URL("move/", link.href),
    shown: new Map(), stop: new AbortController(),
  };
  block.classList.add("is-lifted");
  document.querySelector(".week").style.setProperty("--verdict-room", `${verdictOf(from.date).offsetHeight}px`);
  if (!wide.matches) showGhost();
}

// Bring the held block to a place; it stays inside its day, and five minutes long at least.
export function carry(place) {
  const minutes = Math.min(Math.max(place.minutes, Math.min(STEP, held.from.minutes)), DAY);
  const start = place.start === null ? null : Math.min(Math.max(place.start, 0), DAY - minutes);
  const to = { date: place.date, start, minutes };
  if (isSame(to, held.to)) return;
  held.to = to;
  showGhost();
  tell();
  askAhead();
}

function showGhost() {
  const { ghost, to, time } = held;
  time.textContent = ghost.querySelector("time").textContent = spellHours(to);
  if (!wide.matches) {
    listGhost();
    return;
  }
  const [first] = findAxis();
  const area = dayOf(to.date).querySelector(to.start === null ? ".any-time" : ".hours");
  ghost.style.setProperty("grid-row", to.start === null ? "auto" : `${Math.max(1, Math.round((to.start - first) / STEP) + 1)} / span ${Math.max(1, Math.round(to.minutes / STEP))}`);
  if (ghost.parentElement !== area) area.prepend(ghost);
}

// In a phone's list the ghost stands where the block would be read.
function listGhost() {
  const { ghost, to, block } = held;
  const day = dayOf(to.date);
  const others = [...day.querySelectorAll(".hours > .block")].filter((each) => each !== block && each !== ghost);
  const next = others.find((each) => Number(each.dataset.start) > to.start);
  const last = others.at(-1);
  if (to.start === null) day.querySelector(".any-time").prepend(ghost);
  else if (next) next.before(ghost);
  else if (last) last.after(ghost);
  else day.querySelector(".hours").append(ghost);
}

// Which block is meant, at which version, and the week that the page shows.
export function fieldsOf({ dataset }) {
  const { axis, group, monday } = document.querySelector(".week").dataset;
  return { version: dataset.version, axis, group, monday };
}

export function openMoveForm(block) {
  const link = block.querySelector("a.block-title");
  const address = new URL("move/panel/", link.href);
  address.search = new URLSearchParams(fieldsOf(block));
  window.htmx.ajax("GET", address.pathname + address.search, { source: link, target: "#panel" });
}

function spellPlace({ to, block }) {
  const start = to.start === null ? "" : `${String(Math.floor(to.start / 60)).padStart(2, "0")}:${String(to.start % 60).padStart(2, "0")}`;
  return { ...fieldsOf(block), date: to.date, start, minutes: String(to.minutes) };
}

// One question at a time; an answer about a place that was left meanwhile is dropped.
async function askAhead() {
  const mine = held;
  if (mine.asking) return;
  mine.asking = true;
  for (let asked = null; held === mine && asked !== mine.to; ) {
    asked = mine.to;
    const address = new URL("preview/", mine.address);
    address.search = new URLSearchParams(spellPlace(mine));
    try {
      const answer = await fetch(address, { signal: mine.stop.signal });
      const text = await answer.text();
      if (held === mine && asked === mine.to && (answer.ok || answer.status === 422)) showVerdicts(text);
    } catch {
      // Held without a connection, a block shows no verdict; letting it go says what is wrong.
    }
    await new Promise((done) => setTimeout(done, BETWEEN_QUESTIONS));
  }
  mine.asking = false;
}

function showVerdicts(text) {
  const answer = new DOMParser().parseFromString(text, "text/html");
  restoreVerdicts(held);
  for (const verdict of answer.querySelectorAll(".day-verdict")) {
    const now = verdictOf(verdict.dataset.day);
    if (!now) continue;
    verdict.classList.add("is-ahead");
    now.replaceWith(verdict);
    held.shown.set(verdict, now);
  }
  held.ghost.classList.toggle("is-refused", !held.shown.size);
  const says = answer.querySelector("[data-says]");
  say(says.textContent.trim());
  const verdicts = [...held.shown.keys()];
  tell({ told: true, verdicts, problem: verdicts.length ? null : says });
}

function restoreVerdicts(mine) {
  for (const [verdict, before] of mine.shown) if (verdict.isConnected) verdict.replaceWith(before);
  mine.shown.clear();
}

function clear(mine) {
  mine.stop.abort();
  restoreVerdicts(mine);
  mine.ghost.remove();
  mine.time.textContent = mine.hours;
  mine.block.classList.remove("is-lifted");
  document.querySelector(".week").style.removeProperty("--verdict-room");
  tell();
}

export function putBack() {
  const mine = held;
  if (!mine) return;
  held = null;
  clear(mine);
  if (!isSame(mine.from, mine.to)) say(`${mine.link.textContent} stays where it was.`);
}

export const isAtRest = () => isSame(held.from, held.to);

export function letGo() {
  const mine = held;
  if (!mine) return;
  if (isSame(mine.from, mine.to)) {
    putBack();
    return;
  }
  held = null;
  mine.stop.abort();
  tell();
  sending = send(mine.link, mine.address, spellPlace(mine)).finally(() => clear(mine));
}

// A change of a block, answered by its days drawn anew.
export function send(link, address, values) {
  return window.htmx.ajax("POST", address.pathname, { source: link, target: "#panel", values }).catch(() => {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.textContent = "There was no answer. Nothing was changed; try again in a moment.";
    document.getElementById("toasts").replaceChildren(toast);
  });
}
