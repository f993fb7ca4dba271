// A block in the hand on a phone: its grip, or a long press, takes it; big buttons at the foot of the
// screen move it, with the verdict changing above them; nothing is saved before "Put it here".
import { carry, findPlace, heldBlock, letGo, openDays, openMoveForm, putBack, settled, spellHours, take, wide } from "./held.js";

const byId = (id) => document.getElementById(id);
const bar = byId("hand-bar");
const nameDay = (date) => byId(`name-${date}`).textContent.trim();
let opener = null;

export function openBar(block) {
  bar.hidden = false;
  document.body.classList.add("has-hand-bar");
  const title = byId("hand-title");
  title.textContent = block.querySelector(".block-title").textContent;
  opener = block.querySelector(".block-take");
  draw();
  title.focus({ preventScroll: true });
}

function closeBar() {
  if (bar.hidden) return;
  if (bar.contains(document.activeElement)) document.activeElement.blur();
  byId("hand-verdicts").replaceChildren();
  bar.hidden = true;
  document.body.classList.remove("has-hand-bar");
}

// Where the days end, a button stays and says so: a finger that taps on finds nothing else in its place.
function mark(button, can, words) {
  button.setAttribute("aria-disabled", String(!can));
  if (words) button.querySelector("[data-day-name]").textContent = words;
}

function draw() {
  const place = findPlace(heldBlock());
  const days = openDays();
  byId("hand-place").textContent = `${nameDay(place.date)}, ${spellHours(place)}`;
  for (const button of bar.querySelectorAll("[data-days]")) {
    const date = days[days.indexOf(place.date) + Number(button.dataset.days)];
    mark(button, Boolean(date), nameDay(date ?? place.date).slice(0, 3));
  }
  for (const button of bar.querySelectorAll("[data-later]")) mark(button, place.start !== null);
  document.querySelector(".block.is-held").scrollIntoView({ block: "nearest" });
}

// The verdicts of the days that a place touches, as they stand above those days just now.
function tell(verdicts, problem) {
  const lines = verdicts.map((verdict) => {
    const line = document.createElement("p");
    line.className = verdict.querySelector(".verdict").className;
    line.append(`${nameDay(verdict.dataset.day)}: ${verdict.querySelector(".verdict").textContent.trim()}`);
    return line;
  });
  byId("hand-verdicts").replaceChildren(...lines, ...(problem ? [problem] : []));
}

function step({ later, days, longer }) {
  const block = heldBlock();
  const place = findPlace(block);
  const dates = openDays();
  if (later && place.start !== null) carry({ ...place, start: place.start + Number(later) });
  if (longer) carry({ ...place, minutes: place.minutes + Number(longer) });
  if (days) carry({ ...place, date: dates[dates.indexOf(place.date) + Number(days)] ?? place.date });
}

function end(how) {
  const block = heldBlock();
  if (how === "keep") letGo();
  else putBack();
  if (how === "form") openMoveForm(block);
  else if (document.activeElement === document.body) (opener?.isConnected ? opener : null)?.focus();
}

async function takeFrom(grip) {
  if (heldBlock()) letGo();
  await settled();
  const block = grip.closest(".block");
  if (!block?.isConnected) return;
  take(block);
  openBar(block);
}

document.addEventListener("click", (event) => {
  const grip = event.target.closest(".block-take");
  if (grip && !wide.matches && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    takeFrom(grip);
  }
  const button = event.target.closest("#hand-bar button");
  if (!button || !heldBlock()) return;
  if (button.dataset.hand) end(button.dataset.hand);
  else if (button.getAttribute("aria-disabled") !== "true") step(button.dataset);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !bar.hidden && !document.querySelector("dialog[open]")) end("back");
});

// What is held may change under the hand: it moves, is judged, is let go, or its day is drawn anew.
document.addEventListener("held", (event) => {
  if (bar.hidden) return;
  if (!event.detail) closeBar();
  else {
    draw();
    if (event.detail.told) tell(event.detail.verdicts, event.detail.problem);
  }
});
document.addEventListener("htmx:afterSettle", () => {
  if (heldBlock() && !heldBlock().isConnected) putBack();
});
