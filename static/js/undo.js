// Ctrl+Z (Cmd+Z) presses Undo in the week's bar, Ctrl+Shift+Z and Ctrl+Y press Redo; not while
// somebody types, nor over a dialog. Steps pressed faster than they are answered wait their turn.
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const waiting = [];

function findStep(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo-next" : "undo-last";
  return key === "y" && !event.shiftKey ? "redo-next" : null;
}

function press(id) {
  const busy = document.querySelector("#undo-bar .htmx-request");
  if (busy) waiting.push(id);
  else document.getElementById(id)?.click();
}

document.addEventListener("keydown", (event) => {
  const step = findStep(event);
  if (!step || !document.getElementById(step)) return;
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  press(step);
});

document.addEventListener("htmx:afterSettle", () => {
  if (waiting.length && !document.querySelector("#undo-bar .htmx-request")) press(waiting.shift());
});
