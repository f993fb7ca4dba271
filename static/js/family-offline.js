// Keeps today and tomorrow for when there is no network, says so when a copy is shown, and forgets all of it when asked.
// Comes after the page itself, so that a slow network is left to that.
const page = document.querySelector(".family-page");
const { worker: script, scope, home } = page.dataset;
const workers = navigator.serviceWorker;

const forget = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("family "));
  await Promise.all(names.map((name) => caches.delete(name)));
  const all = await workers.getRegistrations();
  const ours = all.filter((each) => /^\/[fh]\//.test(new URL(each.scope).pathname));
  await Promise.all(ours.map((each) => each.unregister()));
  for (const key of Object.keys(localStorage)) if (/^(ticks|marks) /.test(key)) localStorage.removeItem(key);
};

// Links to pages that are kept beside the day, with the style that such a page needs more than a day does.
const besides = [...document.querySelectorAll("a[data-keeps]")];

// Today first, then the next school day.
const listPages = () => {
  const next = document.querySelector("a[rel=next]");
  return [home + location.search, ...[next, ...besides].filter(Boolean).map((link) => link.getAttribute("href"))];
};

const listParts = () => {
  const links = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon]")].map(({ href }) => href);
  const scripts = [...[...document.scripts].map(({ src }) => src), page.dataset.marks ?? []].flat();
  const icons = document.querySelector("use")?.href.baseVal ?? [];
  const styles = besides.map((link) => link.dataset.keeps);
  const parts = [links, scripts, icons, styles, import.meta.url].flat();
  return [...new Set(parts.map((part) => new URL(part.split("#")[0], location).href))];
};

const sayCopy = (made) => {
  const note = document.querySelector("[data-offline]");
  const style = { weekday: "long", hour: "numeric", minute: "2-digit" };
  note.querySelector("bdi").textContent = new Intl.DateTimeFormat(document.documentElement.lang, style).format(new Date(made));
  note.hidden = false;
};

const offerToForget = () => {
  const part = document.querySelector("[data-forgets]");
  const [button, status] = [part.querySelector("button"), part.querySelector("[role=status]")];
  part.hidden = false;
  button.addEventListener("click", async () => {
    await forget();
    for (const box of document.querySelectorAll("[data-ticks]")) box.checked = false;
    status.textContent = part.dataset.done;
    status.tabIndex = -1;
    status.focus();
    button.hidden = document.querySelector("[data-kept]").hidden = true;
  });
};

if (workers && "ended" in page.dataset) {
  const registration = await workers.getRegistration(location.href);
  if (registration) {
    await caches.delete(`family ${new URL(registration.scope).pathname}`);
    await registration.unregister();
  }
} else if (workers) {
  offerToForget();
  workers.addEventListener("message", ({ data }) => {
    if (data.copyFrom) sayCopy(data.copyFrom);
    if (data.kept) document.querySelector("[data-kept]").hidden = false;
  });
  workers.startMessages();
  if (home) {
    await workers.register(script, { scope });
    const { active } = await workers.ready;
    active.postMessage({ pages: listPages(), parts: listParts() });
  } else if (workers.controller) {
    workers.controller.postMessage({ pages: null, parts: [] });
  }
}
