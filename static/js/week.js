// The week: a finding under the pointer or the focus shows the blocks that it is about.
function markBlocks(finding, on) {
  for (const id of (finding.dataset.blocks || "").split(" ")) {
    if (id) document.getElementById(`block-${id}`)?.classList.toggle("is-found", on);
  }
}

for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  document.addEventListener(begin, (event) => {
    const finding = event.target.closest?.(".finding");
    if (finding) markBlocks(finding, true);
  });
  document.addEventListener(end, (event) => {
    const finding = event.target.closest?.(".finding");
    if (finding) markBlocks(finding, false);
  });
}

// A change redraws what had the focus, or closes the dialog that had it: it goes back to the same element,
// to the one with the same id, to the line where that was added from, or to the day in which Undo stood.
let opened = null;
let openedBy = "";
let openedIn = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const opener = event.detail.elt;
  // What asks by itself was not pressed.
  if (opener.closest("#panel") || opener.hasAttribute("hx-trigger")) return;
  const active = document.activeElement;
  const stays = opener.contains(active) || (active.closest("#week") && opener.closest("#undo-bar"));
  opened = stays ? active : null;
  openedBy = opened?.id || opener.id;
  openedIn = opener.closest(".day")?.id;
});

document.addEventListener("htmx:afterSettle", () => {
  if (document.querySelector("#panel dialog[open]") || document.activeElement !== document.body) return;
  const line = openedBy === "quick-add" ? document.getElementById("id_line") : null;
  const same = opened?.isConnected ? opened : document.getElementById(openedBy);
  (line ?? same ?? document.querySelector(`#${openedIn} h2`))?.focus();
});
