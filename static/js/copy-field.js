// Buttons that copy a field's text. Without the clipboard the field is selected, to be copied by hand.
const copy = async (button) => {
  const field = document.getElementById(button.dataset.copies);
  const word = button.querySelector("[data-copy-word]");
  const status = field.closest(".copy-field").querySelector("[data-copy-status]");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = word.dataset.copied;
  } catch {
    // Only where the page came over an unprotected connection, or the person said no.
    status.textContent = "";
  }
};

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
