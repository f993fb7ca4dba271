// Dialogs. A <dialog data-opens> that arrives in the page opens itself; [data-close] closes it;
// focus goes back to where it was. [data-opens-dialog="id"] opens a dialog that is already there.
const cameFrom = new WeakMap();

function openDialog(dialog) {
  if (!dialog || dialog.open) return;
  cameFrom.set(dialog, document.activeElement);
  dialog.showModal();
  dialog.addEventListener("close", () => cameFrom.get(dialog)?.focus?.(), { once: true });
}

function openArrived(root) {
  for (const dialog of root.querySelectorAll("dialog[data-opens]")) openDialog(dialog);
}

document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-close]");
  const dialog = closer?.closest("dialog");
  if (dialog) {
    event.preventDefault();
    dialog.close();
  }
  const opener = event.target.closest("[data-opens-dialog]");
  if (opener) {
    event.preventDefault();
    openDialog(document.getElementById(opener.dataset.opensDialog));
  }
});

document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt;
  if (arrived.matches?.("dialog[data-opens]")) openDialog(arrived);
  else openArrived(arrived);
});

openArrived(document);
