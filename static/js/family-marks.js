// A learner's ticks: shown at once, kept on the device until the server has them, and sent in their order.
// Each gesture has a name of its own, so that sending it twice counts once.
const page = document.querySelector(".family-page");
const waiting = page.querySelector("[data-waiting]");
const buttons = [...page.querySelectorAll(".own-tick button")];
const shelf = `marks ${page.dataset.scope}`;
const MOST_AT_ONCE = 100;
const AGAIN = 30_000;

// A browser that keeps nothing has kept nothing.
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(shelf) ?? "{}");
  } catch {
    return {};
  }
};
const write = (kept) => {
  if (Object.keys(kept).length) localStorage.setItem(shelf, JSON.stringify(kept));
  else localStorage.removeItem(shelf);
};
const count = (kept) => Object.values(kept).flat().length;

// A day without a plan has no foot to say it in, and nothing to finish; ticks of other days are sent from it all the same.
const say = (left, sent) => {
  if (!waiting) return;
  const { one, many, arrived } = waiting.dataset;
  const words = left === 1 ? one : many.replace("{count}", left);
  const told = left ? words : sent ? arrived : "";
  if (waiting.textContent !== told) waiting.textContent = told;
};

const name = ({ block, kind, choice }) => JSON.stringify([block, kind, choice]);
const readForm = ({ elements: { block, kind, choice } }) => ({ block: block.value, kind: kind.value, choice: choice.value });

const press = (button, on) => {
  button.setAttribute("aria-pressed", on);
  button.value = on;
};

const celebrate = () => {
  const tasks = buttons.filter((button) => "task" in button.dataset);
  const done = tasks.length > 0 && tasks.every((button) => button.getAttribute("aria-pressed") === "true");
  const finished = page.querySelector("[data-finished]");
  if (finished) finished.hidden = !done;
};

// The page may be older than what this device has yet to send.
const showKept = () => {
  for (const marks of Object.values(read())) {
    for (const mark of marks) {
      const button = buttons.find(({ form }) => name(readForm(form)) === name(mark));
      if (button) press(button, mark.on);
    }
  }
  celebrate();
};

const post = async (address, marks) => {
  const body = JSON.stringify({ marks });
  const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  // What can never be kept is not sent again; a server in trouble is asked later.
  if (!answer.ok && ![404, 410, 413, 422].includes(answer.status)) throw new Error(answer.statusText);
  return ![413, 422].includes(answer.status);
};

// Going back, and the copy for when there is no network, would show the page as it was before: both are renewed.
const renew = async () => {
  const { home, date, scope } = page.dataset;
  const shelf = `family ${scope}`;
  const answer = await fetch(location.href);
  // A device that has forgotten the plan is not reminded of it.
  if (!answer.ok || !(await self.caches?.has(shelf))) return;
  const copies = await caches.open(shelf);
  const same = home ? [home, `${home}${date}/`] : [location.pathname];
  for (const address of same.map((each) => each + location.search)) {
    if (await copies.match(address)) await copies.put(address, answer.clone());
  }
};

let sending = null;
const send = async () => {
  // Several ticks in a row ask for one sending each; the first may have taken all of them along.
  if (!count(read())) return;
  try {
    for (const address of Object.keys(read())) {
      let most = MOST_AT_ONCE;
      for (let marks = read()[address] ?? []; marks.length; marks = read()[address] ?? []) {
        const part = marks.slice(0, most);
        // One that cannot be kept takes no other with it: then each is sent alone.
        most = (await post(address, part)) ? most : 1;
        if (most < part.length) continue;
        // Others may have been added meanwhile: only what was sent is taken away.
        const names = new Set(part.map(({ id }) => id));
        const kept = read();
        kept[address] = kept[address].filter(({ id }) => !names.has(id));
        if (!kept[address].length) delete kept[address];
        write(kept);
      }
    }
    await renew().catch(() => undefined);
    say(0, true);
  } catch {
    say(count(read()), false);
    setTimeout(start, AGAIN);
  }
};
// One at a time, in all tabs of this device: order is kept.
const start = () => {
  // A device that knows that it has no network is told when there is one again.
  if (!navigator.onLine) return say(count(read()), false);
  sending ??= (navigator.locks ? navigator.locks.request(shelf, send) : send()).finally(() => {
    sending = null;
  });
  return undefined;
};

const keep = (form, on) => {
  const kept = read();
  const address = form.getAttribute("action");
  const mark = { id: crypto.randomUUID(), ...readForm(form), on, at: new Date().toISOString() };
  (kept[address] ??= []).push(mark);
  write(kept);
};

page.addEventListener("submit", (event) => {
  const button = event.target.querySelector(".own-tick button");
  if (!button) return;
  const on = button.getAttribute("aria-pressed") !== "true";
  try {
    keep(event.target, on);
  } catch {
    return; // A browser that keeps nothing sends the form.
  }
  event.preventDefault();
  press(button, on);
  celebrate();
  (sending ?? Promise.resolve()).then(start);
});
addEventListener("online", start);
showKept();
if (count(read())) start();
