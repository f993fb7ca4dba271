// A block with the focus is moved, stretched and removed by keys; "?" lists them all. Several presses
// make one change: it is saved when they pause, on Enter, and when the focus leaves. Escape takes them back.
import { STEP, carry, fieldsOf, findPlace, isHeld, letGo, openDays, openMoveForm, putBack, send, settled, take } from "./held.js";

const PAUSE = 800; // Milliseconds without a press.
const SINGLE_KEYS = "blendplan-single-keys"; // Kept in the browser: "off" where they get in somebody's way.
let timer = 0;

const mayUseSingleKeys = () => localStorage.getItem(SINGLE_KEYS) !== "off";
const isTyping = (element) => element.matches("input, select, textarea, [contenteditable]");
const findBlock = () => document.activeElement?.closest("a.block-title")?.closest(".week .block");

function aim(place, event) {
  const size = event.shiftKey ? 3 * STEP : STEP;
  const sign = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    if (event.altKey) return { ...place, minutes: place.minutes + sign * size };
    return place.start === null ? place : { ...place, start: place.start + sign * size };
  }
  const days = openDays();
  const turn = document.documentElement.dir === "rtl" ? -sign : sign;
  return { ...place, date: days[days.indexOf(place.date) + turn] ?? place.date };
}

async function move(event) {
  await settled();
  const block = findBlock();
  if (!block) return;
  if (!isHeld(block)) take(block);
  carry(aim(findPlace(block), event));
  clearTimeout(timer);
  timer = setTimeout(letGo, PAUSE);
}

function useSingleKey(event, block) {
  const link = block?.querySelector("a.block-title");
  if (event.key === "?") document.querySelector("[data-shortcuts]")?.click();
  else if (block && event.key.toLowerCase() === "m") openMoveForm(block);
  else if (block && (event.key === "Delete" || event.key === "Backspace")) send(link, new URL("remove/", link.href), fieldsOf(block));
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event.target) || document.querySelector("dialog[open]") || event.target.closest("#hand-bar") || event.ctrlKey || event.metaKey) return;
  const block = findBlock();
  if (block && event.key.startsWith("Arrow") && (!event.altKey || /Up|Down/.test(event.key))) {
    event.preventDefault();
    move(event);
  } else if (isHeld() && (event.key === "Escape" || event.key === "Enter")) {
    event.preventDefault();
    clearTimeout(timer);
    if (event.key === "Enter") letGo();
    else putBack();
  } else if (!event.altKey && mayUseSingleKeys()) useSingleKey(event, block);
});

document.addEventListener("focusout", (event) => {
  if (!isHeld(event.target.closest?.(".block") ?? undefined) || document.documentElement.matches(".is-dragging, .is-stretching")) return;
  if (document.body.matches(".has-hand-bar")) return;
  clearTimeout(timer);
  letGo();
});

// Single keys can be switched off where the list of shortcuts is.
document.addEventListener("htmx:load", () => {
  const box = document.querySelector("[data-single-keys]");
  if (!box) return;
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.checked = mayUseSingleKeys();
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-single-keys]")) localStorage.setItem(SINGLE_KEYS, event.target.checked ? "on" : "off");
});
