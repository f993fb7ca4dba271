// Examples that fill a field when they are taken; the focus goes to the field, to go on from there.
for (const button of document.querySelectorAll("[data-fills]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.fills);
    field.value = button.closest("li").querySelector("span").textContent;
    field.focus();
  });
}
