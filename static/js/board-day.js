// On wide screens a cell of the board opens its day beside the board; elsewhere, and with a
// modifier key, the link leads to the day's own page. Focus goes to the day, and back on closing.
const wide = window.matchMedia("(width >= 75rem)");
const panel = () => document.getElementById("board-day");
let shown = null;

async function showDay(cell, aside) {
  const address = new URL(cell.href);
  shown?.removeAttribute("aria-current");
  shown = cell;
  cell.setAttribute("aria-current", "true");
  aside.replaceChildren();
  await window.htmx.ajax("GET", `${address.pathname}panel/${address.search}`, { target: aside, swap: "innerHTML" });
  if (shown !== cell) return;
  const title = aside.querySelector(address.hash || ".board-day-title") ?? aside.querySelector(".board-day-title");
  if (!title) {
    window.location.assign(cell.href);
    return;
  }
  aside.hidden = false;
  aside.scrollTop = 0;
  title.focus({ preventScroll: true });
  aside.scrollIntoView({ block: "nearest" });
}

function closeDay(aside) {
  aside.hidden = true;
  aside.replaceChildren();
  shown?.removeAttribute("aria-current");
  shown?.focus();
  shown = null;
}

document.addEventListener("click", (event) => {
  const aside = panel();
  if (!aside) return;
  if (event.target.closest("[data-close-day]")) {
    closeDay(aside);
    return;
  }
  const cell = event.target.closest("a.cell");
  const modified = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!cell || modified || !wide.matches) return;
  event.preventDefault();
  showDay(cell, aside);
});

document.addEventListener("keydown", (event) => {
  const aside = panel();
  if (event.key === "Escape" && aside && !aside.hidden) closeDay(aside);
});
