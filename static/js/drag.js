// Blocks are moved by dragging them and stretched by their lower edge: by mouse and pen at once, by
// touch after a long press, so that a finger still scrolls. Escape drops a block back. In a phone's list a
// block goes between others, behind the one above it; let go where it was, it stays in the hand.
import { openBar } from "./hand-bar.js";
import { STEP, carry, findAxis, findPlace, isAtRest, isHeld, letGo, mayFloat, putBack, settled, stepHeight, take, wide } from "./held.js";

const SLACK = 5; // Pixels that a press may tremble.
const LONG_PRESS = 350; // Milliseconds.
const EDGE = 56; // Pixels from the window's edge at which the page scrolls along.
const FINGER_EDGE = 14; // Pixels of a block's lower edge that a finger stretches it by.
let press = null;
let wasDragged = false;

function isAtEdge(event, box) {
  const reach = event.pointerType === "touch" ? FINGER_EDGE : 8;
  return event.clientY > box.bottom - Math.min(reach, box.height / 3);
}

document.addEventListener("pointerdown", (event) => {
  const block = event.target.closest?.(".week .block");
  if (!block?.querySelector("a.block-title") || event.button || event.ctrlKey || event.metaKey || event.shiftKey || press) return;
  if (event.target.closest(".block-take")) return;
  const box = block.getBoundingClientRect();
  const place = findPlace(block);
  press = {
    id: event.pointerId, block, x: event.clientX, y: event.clientY, last: event,
    stretches: wide.matches && place.start !== null && isAtEdge(event, box), grip: place.start === null ? 0 : event.clientY - box.top,
  };
  if (event.pointerType === "touch") press.timer = setTimeout(begin, LONG_PRESS);
});

async function begin() {
  const mine = press;
  if (!mine) return;
  mine.begun = true;
  await settled();
  if (press !== mine || !mine.block.isConnected) return;
  take(mine.block);
  mine.from = findPlace(mine.block);
  document.documentElement.classList.add(mine.stretches ? "is-stretching" : "is-dragging");
  scrollAlong();
  follow();
}

document.addEventListener("pointermove", (event) => {
  if (!press || event.pointerId !== press.id) return;
  press.last = event;
  const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLACK;
  if (press.begun) follow();
  else if (far && event.pointerType === "touch") end();
  else if (far) begin();
});

function follow() {
  if (!press?.from || !isHeld(press.block)) return;
  const { from, last, grip, stretches, block } = press;
  if (!wide.matches) {
    carry({ ...from, ...findListPlace(press) });
    return;
  }
  const date = stretches ? from.date : findDay(last.clientX) ?? findPlace(block).date;
  const day = document.getElementById(`day-${date}`);
  const hours = day.querySelector(".hours");
  const box = hours.getBoundingClientRect();
  const [first, end] = findAxis();
  const toMinute = (y) => first + Math.round((y - box.top) / stepHeight(hours)) * STEP;
  if (stretches) {
    carry({ ...from, minutes: toMinute(last.clientY) - from.start });
  } else if (mayFloat(block) && last.clientY > day.querySelector(".any-time").getBoundingClientRect().top) {
    carry({ ...from, date, start: null });
  } else {
    carry({ ...from, date, start: Math.max(first, Math.min(toMinute(last.clientY - grip), end - from.minutes)) });
  }
}

// Between two blocks of a list a block begins when the one above it ends; first of all, it ends when
// the next one begins.
function findListPlace({ from, last: { clientY: y }, block }) {
  const days = [...document.querySelectorAll(".day:not(.day-closed)")];
  const day = days.findLast((each) => each.getBoundingClientRect().top <= y) ?? days[0];
  const date = day.id.slice(4);
  if (mayFloat(block) && y > day.querySelector(".any-time").getBoundingClientRect().top) return { date, start: null };
  const listed = [...day.querySelectorAll(".hours > .block:not(.is-held)")];
  const above = listed.filter((each) => isAbove(each, y));
  if (above.at(-1) === block || (!above.length && listed[0] === block)) return { date, start: from.start };
  const [before, after] = [above.at(-1), listed.find((each) => !above.includes(each) && each !== block)];
  if (before) return { date, start: Number(before.dataset.start) + Number(before.dataset.minutes) };
  if (after) return { date, start: Math.max(0, Number(after.dataset.start) - from.minutes) };
  return { date, start: from.start ?? findAxis()[0] };
}

function isAbove(block, y) {
  const box = block.getBoundingClientRect();
  return (box.top + box.bottom) / 2 < y;
}

function findDay(x) {
  const found = [...document.querySelectorAll(".day:not(.day-closed)")].find((day) => {
    const box = day.getBoundingClientRect();
    return box.left <= x && x <= box.right;
  });
  return found?.id.slice(4);
}

function scrollAlong() {
  if (!press?.from) return;
  const y = press.last.clientY;
  const pull = y < EDGE ? y - EDGE : Math.max(0, y - window.innerHeight + EDGE);
  if (pull) {
    window.scrollBy({ top: pull / 4, behavior: "instant" });
    follow();
  }
  requestAnimationFrame(scrollAlong);
}

function end() {
  if (!press) return;
  clearTimeout(press.timer);
  wasDragged = Boolean(press.begun);
  press = null;
  document.documentElement.classList.remove("is-stretching", "is-dragging");
  setTimeout(() => { wasDragged = false; }, 50);
}

document.addEventListener("pointerup", (event) => {
  if (event.pointerId !== press?.id) return;
  const { block, begun, stretches } = press;
  end();
  if (begun && !wide.matches && isHeld(block) && isAtRest()) openBar(block);
  else if (begun) letGo();
  // The edge lies over the title's link: a press that stretched nothing opens the block all the same.
  else if (stretches && event.target === block) block.querySelector("a.block-title").click();
});

function dropBack() {
  if (!press) return;
  end();
  putBack();
}

document.addEventListener("pointercancel", (event) => { if (event.pointerId === press?.id) dropBack(); });
window.addEventListener("blur", dropBack);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !press?.begun) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  dropBack();
}, { capture: true });

document.addEventListener("click", (event) => {
  if (!wasDragged) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

// What browsers do of their own with a pressed link: drag it, offer a menu, scroll.
document.addEventListener("dragstart", (event) => { if (event.target.closest?.(".week .block")) event.preventDefault(); });
document.addEventListener("contextmenu", (event) => { if (press?.begun) event.preventDefault(); });
document.addEventListener("touchmove", (event) => { if (press?.begun) event.preventDefault(); }, { passive: false });
