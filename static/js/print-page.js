// A button that opens the browser's own print dialog; without it the browser's menu does.
for (const button of document.querySelectorAll("[data-prints]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
