// When a fix was carried out its button is gone: the focus goes to the day that it mended.
let mended = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  mended = event.detail.elt.closest(".fixes")?.dataset.day ?? "";
});

document.addEventListener("htmx:afterSettle", () => {
  if (!mended || document.activeElement !== document.body || document.querySelector("#panel dialog[open]")) return;
  const place = document.getElementById(`name-${mended}`) ?? document.getElementById("margin");
  place?.setAttribute("tabindex", "-1");
  mended = "";
  place?.focus();
});
