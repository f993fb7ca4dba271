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

// A panel that closed after a change gives the focus back to what opened it, which may be a new
// element with the same id by then.
let openedBy = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  const opener = event.detail.elt;
  if (opener.id && !opener.closest("#panel")) openedBy = opener.id;
});

document.addEventListener("htmx:afterSettle", () => {
  const closed = !document.querySelector("#panel dialog");
  if (closed && document.activeElement === document.body) document.getElementById(openedBy)?.focus();
});
