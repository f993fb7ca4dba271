// In the panel the buttons of small steps change what stands in the form and save nothing yet, so that
// nothing typed beside is lost; without this they save what was typed and the step together.
const pad = (number) => String(number).padStart(2, "0");

function stepTime(input, minutes) {
  const [hour, minute] = input.value.split(":").map(Number);
  const later = hour * 60 + minute + minutes;
  if (later >= 0 && later < 24 * 60) input.value = `${pad(Math.floor(later / 60))}:${pad(later % 60)}`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("dialog [data-step]");
  const { start, minutes } = button?.form?.elements ?? {};
  const input = button?.name === "later" ? start : minutes;
  if (!input?.value) return;
  event.preventDefault();
  if (input === start) stepTime(start, Number(button.value));
  else input.value = Math.max(1, Number(input.value) + Number(button.value));
  button.closest("section").querySelector("output").textContent = `${start?.value ? `${start.value}, ` : ""}${minutes.value} minutes, not saved yet`;
});
