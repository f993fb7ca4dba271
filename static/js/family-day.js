// Keeps now, next and the minutes true while the page stays open, and remembers the ticks on this device.
// Everything is in the page already: this shows and hides.
const page = document.querySelector(".family-page");
const all = (selector) => [...page.querySelectorAll(selector)];
// The page's own digits are Latin in every language.
const language = `${document.documentElement.lang}-u-nu-latn`;
const count = (unit) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" });
const [hours, minutes] = [count("hour"), count("minute")];

const spell = (seconds) => {
  const left = Math.max(1, Math.ceil(seconds / 60));
  const parts = left >= 60 ? [hours.format(Math.floor(left / 60))] : [];
  if (left % 60) parts.push(minutes.format(left % 60));
  return parts.join(" ");
};

// Setting what is already so would make screen readers speak again.
const show = (element, shown) => {
  if (element.hidden === shown) element.hidden = !shown;
};

const opened = Date.now() / 1000;

const tell = () => {
  const now = Date.now() / 1000;
  const [begins, ends, renews] = [page.dataset.begins, page.dataset.ends, page.dataset.renews].map(Number);
  // A copy that was kept from yesterday stays what it is; loading it again would bring it again.
  if (now >= renews && opened < renews && navigator.onLine) return location.reload();
  if (now < begins || now >= ends) return;
  for (const element of all("[data-today]")) element.textContent = element.dataset.today;
  for (const element of all("[data-opens]")) {
    const { shows, opens, ends } = element.dataset;
    show(element, shows === "wait" ? now < Number(opens) : Number(opens) <= now && now < Number(ends));
  }
  const spans = all("[data-starts]").map((element) => {
    const { shows, starts, ends } = element.dataset;
    return { element, shows, starts: Number(starts), ends: Number(ends) };
  });
  const next = Math.min(...spans.map(({ starts }) => starts).filter((starts) => starts > now));
  const isNow = ({ starts, ends }) => starts <= now && now < ends;
  const busy = spans.some(isNow);
  const begun = spans.some(({ starts }) => starts <= now);
  const over = !busy && next === Infinity;
  for (const span of spans) {
    const { element, shows, starts, ends } = span;
    if (shows === "now") show(element, isNow(span));
    if (shows === "next") show(element, starts === next);
    if (shows === "list") {
      element.classList.toggle("item-now", isNow(span));
      element.classList.toggle("item-past", ends <= now);
    }
  }
  for (const element of all('[data-shows="free"]')) show(element, begun && !busy && !over);
  for (const element of all('[data-shows="over"]')) show(element, over);
  for (const element of all("[data-counts-to]")) {
    const left = Number(element.dataset.countsTo) - now;
    const words = element.dataset.words.replace("{left}", spell(left));
    if (element.textContent !== words) element.textContent = words;
    element.hidden = left <= 0;
  }
};

if (page.dataset.begins) {
  tell();
  setInterval(tell, 10_000);
  // A phone that was asleep has missed its minutes.
  document.addEventListener("visibilitychange", () => document.hidden || tell());
}

// Ticks stay on this device, for this day only: nobody else sees them, and tomorrow they are gone.
const PREFIX = "ticks ";
const key = PREFIX + page.dataset.date;
const keep = (ids) => localStorage.setItem(key, JSON.stringify(ids));

try {
  for (const old of Object.keys(localStorage)) {
    if (old.startsWith(PREFIX) && old < key) localStorage.removeItem(old);
  }
  const ticked = new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  for (const box of all("[data-ticks]")) {
    box.checked = ticked.has(box.dataset.ticks);
    box.closest("label").hidden = false;
    box.addEventListener("change", () => {
      ticked[box.checked ? "add" : "delete"](box.dataset.ticks);
      keep([...ticked]);
    });
  }
} catch {
  // A browser that keeps nothing shows no boxes.
}

// A timer runs on this device, over a reload too, can be paused, and is nobody's score.
const spellLeft = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

// A browser that keeps nothing runs the timer all the same, until the page is left.
const recall = (name) => {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "{}");
  } catch {
    return {};
  }
};
const remember = (name, state) => {
  try {
    sessionStorage.setItem(name, JSON.stringify(state));
  } catch {
    // Nothing to be done.
  }
};

const wind = (timer) => {
  const [shown, button, over] = [".timer-left", "button", "[role=status]"].map((part) => timer.querySelector(part));
  const name = `timer ${timer.dataset.block}`;
  const whole = Number(timer.dataset.timer) * 60;
  let { left, until } = recall(name);
  const count = () => Math.max(0, until ? Math.ceil((until - Date.now()) / 1000) : (left ?? whole));
  const draw = () => {
    const seconds = count();
    const isOver = until && seconds === 0;
    if (isOver) [left, until] = [undefined, undefined];
    shown.textContent = spellLeft(isOver ? 0 : seconds);
    shown.hidden = !until && left === undefined && !isOver;
    if (isOver) over.textContent = over.dataset.over;
    const word = until ? "pause" : left === undefined ? "start" : "resume";
    if (button.textContent !== button.dataset[word]) button.textContent = button.dataset[word];
    if (until) setTimeout(draw, 250);
  };
  button.addEventListener("click", () => {
    const seconds = count();
    [left, until] = until ? [seconds, undefined] : [undefined, Date.now() + seconds * 1000];
    over.textContent = "";
    remember(name, { left, until });
    draw();
  });
  button.hidden = false;
  draw();
};
all("[data-timer]").forEach(wind);

addEventListener("load", () => {
  for (const part of [page.dataset.marks, page.dataset.module]) if (part) import(part);
});
