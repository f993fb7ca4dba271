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
