// The line that makes a block: words that fit come from the server as a list under it, to be taken
// by arrow keys and Enter or by pointer; what the line would make is said when typing pauses.
const PAUSE = 900;
const byId = (id) => document.getElementById(id);
const options = () => [...document.querySelectorAll("#line-options [role=option]")];
const isOpen = () => byId("line-options")?.hidden === false;
let wanted = false; // Whether the list may open by itself: after typing, not after Escape.
let saying = 0;

function dress() {
  const line = byId("id_line");
  if (!line || line.getAttribute("role") === "combobox") return;
  const says = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "line-options", "aria-expanded": "false" };
  for (const [name, value] of Object.entries(says)) line.setAttribute(name, value);
}

function show(open) {
  const list = byId("line-options");
  if (!list) return;
  list.hidden = !open || options().length === 0;
  byId("id_line").setAttribute("aria-expanded", String(!list.hidden));
  point(null);
}

function point(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  const line = byId("id_line");
  if (option) line.setAttribute("aria-activedescendant", option.id);
  else line.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  if (!isOpen()) {
    wanted = true;
    if (!all.length) return byId("id_line").dispatchEvent(new Event("ask"));
    show(true);
  }
  const at = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  point(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
}

function take(option) {
  const line = byId("id_line");
  line.value = option.dataset.line;
  line.setSelectionRange(option.dataset.place, option.dataset.place);
  show(false);
  wanted = true;
  line.dispatchEvent(new Event("input", { bubbles: true }));
}

// What was said last is said again only when it has changed.
function say() {
  clearTimeout(saying);
  saying = setTimeout(() => {
    const told = byId("quick-add-said");
    const text = byId("id_line")?.value ? document.querySelector(".line-preview")?.textContent.trim() : "";
    if (told && told.textContent !== text) told.textContent = text;
  }, PAUSE);
}

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "id_line" || event.isComposing) return;
  const chosen = document.querySelector("#line-options [aria-selected=true]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && isOpen() && chosen) take(chosen);
  else if (event.key === "Escape" && isOpen()) {
    wanted = false;
    show(false);
  } else return;
  event.preventDefault();
});

// What was wrong with the line that was sent is not said of the one that is typed now.
function forgive(line) {
  document.querySelector("#quick-add .line-errors")?.remove();
  byId("quick-add").classList.remove("field-wrong");
  line.removeAttribute("aria-invalid");
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "id_line") return;
  wanted = true;
  forgive(event.target);
});

// The focus stays in the line while the pointer takes a word.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("#line-options")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const option = event.target.closest("#line-options [role=option]");
  if (option) take(option);
});

document.addEventListener("focusout", (event) => {
  if (event.target.id === "id_line") show(false);
});

document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.classList.contains("line-field")) event.detail.parameters.place = byId("id_line").selectionStart;
});

document.addEventListener("htmx:afterSwap", (event) => {
  dress();
  if (event.target.id !== "quick-add-help") return;
  show(wanted && document.activeElement === byId("id_line"));
  say();
});

dress();
