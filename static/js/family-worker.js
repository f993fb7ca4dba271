// Today's and tomorrow's pages of one family link, for when there is no network. Its scope is the link's own path.
// The network comes first; the copy answers only where the network doesn't, and goes when the link has ended.
const scope = new URL(self.registration.scope).pathname;
const SHELF = `family ${scope}`;
const PATIENCE = 4000;
const GONE = 410;
const DATED = /\/\d{4}-\d\d-\d\d\/(?=$|\?)/;
// The address that was handed out, as it is or in a language: it may only lead on to what is kept.
const DOOR = new RegExp(`^${scope}([a-z]{2}(-[a-z]+)?/)?$`);

const open = () => caches.open(SHELF);

const forget = async () => {
  await caches.delete(SHELF);
  await self.registration.unregister();
};

const ask = async (request) => {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  try {
    return await fetch(request, { signal: late.signal });
  } finally {
    clearTimeout(timer);
  }
};

// A page says itself when its day begins and ends at the school, wherever the device is.
const readDay = async (copy) => {
  const [, ...day] = (await copy.text()).match(/data-begins="(\d+)" data-ends="(\d+)"/) ?? [];
  return day.map(Number);
};

const isToday = async (copy) => {
  const [begins, ends] = await readDay(copy);
  const now = Date.now() / 1000;
  return begins <= now && now < ends;
};

const findToday = async (shelf, pages) => {
  for (const page of pages) if (await isToday(await shelf.match(page))) return shelf.match(page);
  return null;
};

// The standing address shows today: of what is kept, the page of today's date comes nearest. Behind the address that was
// handed out it is today's page of whoever was kept last, in whichever language; else the first that there is.
const find = async (address) => {
  if (!(await caches.has(SHELF))) return null;
  const shelf = await open();
  const { pathname } = new URL(address);
  const pages = (await shelf.keys()).map(({ url }) => url).filter((url) => new URL(url).pathname.startsWith(scope));
  const dated = pages.filter((url) => DATED.test(url));
  const mine = dated.filter((url) => url.replace(DATED, "/") === address.split("#")[0]);
  const found = (await findToday(shelf, mine)) ?? (await shelf.match(address));
  if (found || !DOOR.test(pathname) || !pages.length) return found ?? null;
  return (await findToday(shelf, dated)) ?? shelf.match(pages[0]);
};

// Which pages were answered from a copy, and when that was made.
const copies = new Map();

const openPage = async (event) => {
  try {
    const answer = await ask(event.request);
    if (answer.status === GONE) await forget();
    return answer;
  } catch (error) {
    const copy = await find(event.request.url);
    if (!copy) throw error;
    copies.set(event.resultingClientId, copy.headers.get("Date"));
    return copy;
  }
};

// A part is the same for everybody, however it is asked for. Looking it up must not make the shelf again that was taken away:
// its name tells the link's address.
const openPart = async (request) => {
  const kept = await caches.match(request.url.split("#")[0], { cacheName: SHELF, ignoreVary: true });
  return kept ?? fetch(request);
};

// The standing address shows a day that has an address of its own too.
const nameDated = async (address, answer) => {
  const date = (await answer.text()).match(/data-date="([\d-]+)"[^>]* data-home=/)?.[1];
  const { pathname, search } = new URL(address, self.location.origin);
  return date ? `${pathname}${date}/${search}` : address;
};

// One learner's pages, or those of all children together.
const findOwner = (url) => new URL(url).pathname.slice(scope.length).match(/^of\/\d+\//)?.[0] ?? "";

// The pages behind this link that stay beside those of one owner: the siblings' own, and all children's, until their day is over.
// Which day it is says the page that came now, whatever the device's clock shows.
const listOthers = async (shelf, first) => {
  const [now] = await readDay(await shelf.match(first));
  const owners = new Map();
  for (const { url } of await shelf.keys()) {
    if (!new URL(url).pathname.startsWith(scope) || findOwner(url) === findOwner(first)) continue;
    const pages = owners.get(findOwner(url)) ?? { days: [], besides: [] };
    owners.set(findOwner(url), pages);
    const [, ends] = await readDay(await shelf.match(url));
    if (ends === undefined) pages.besides.push(url);
    else if (ends > now) pages.days.push(url);
  }
  return [...owners.values()].flatMap(({ days, besides }) => (days.length ? [...days, ...besides] : []));
};

// What is neither named now nor another's page goes.
const tidy = async (shelf, named, first) => {
  const others = await listOthers(shelf, first);
  const stays = new Set([...named, ...others]);
  for (const { url } of await shelf.keys()) {
    const isPart = !new URL(url).pathname.startsWith(scope);
    if (!stays.has(url) && !(isPart && others.length)) await shelf.delete(url);
  }
};

const keep = async (pages, parts) => {
  const shelf = await open();
  const named = new Set();
  for (const address of pages) {
    const answer = await fetch(address);
    if (answer.status === GONE) return forget();
    if (!answer.ok) continue;
    for (const each of new Set([address, await nameDated(address, answer.clone())])) {
      await shelf.put(each, answer.clone());
      named.add(new URL(each, self.location.origin).href);
    }
  }
  for (const part of parts) {
    named.add(part);
    if (!(await shelf.match(part))) await shelf.add(part);
  }
  const [first] = named;
  await tidy(shelf, named, first);
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const { pages, parts } = event.data;
  event.source.postMessage({ copyFrom: copies.get(event.source.id) ?? null });
  // Without a network everything stays as it was kept.
  const tell = () => event.source.postMessage({ kept: true });
  if (pages) event.waitUntil(keep(pages.flat(), parts).then(tell, () => undefined));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(scope)) event.respondWith(openPage(event));
  else if (pathname.startsWith("/static/")) event.respondWith(openPart(request));
});
