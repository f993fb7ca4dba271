// Two teachers at one week: the page says every while that it is open (not while nobody looks at
// it), and with each change up to where it has seen the week, so that all that is newer is redrawn.
const here = () => document.getElementById("here");

document.addEventListener("htmx:configRequest", (event) => {
  const form = here();
  if (!form || event.detail.verb === "get" || event.detail.elt === form) return;
  event.detail.parameters.since = form.elements.since.value;
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id === "here" && document.hidden) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && here()) window.htmx?.trigger(here(), "back");
});

// What was said is gone once it is shown: the focus goes to the week.
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.elt.matches("[data-shows-changes]") || !event.detail.successful) return;
  if (document.activeElement === document.body) document.querySelector("#week h2")?.focus();
});
