// The service worker: keeps the app's own files of one build, and opens the app where the server cannot be reached. It keeps nothing that
// belongs to a person: pages are never stored, the API is never touched. Which build it is of stands in its own address; a new build
// is another worker, which takes over when no page of the old one is open any more, so that two builds are never mixed.

const BUILD = new URL(location.href).searchParams.get("__frsh_c") ?? "";
const CACHE = `parley-${BUILD}`;
/** A page that holds nothing but the script which shows what this device has kept. */
const SHELL = "/offline";
/** Signed in, nobody sees these: what was kept of somebody goes. */
const GATES = new Set(["/login", "/register"]);
/** What a proxy says while the server behind it is away. */
const AWAY = new Set([502, 503, 504]);
/** No pages: what is asked for there is not shown by the app. */
const NO_PAGE = /^\/(?:api|ws|healthz|readyz|metrics|uploads)(?:\/|$)/;
/** What of the app can be shown as this device has kept it. */
const CHAT = /^\/(?:[cgu]\/[^/]+)?$/;
/** How long such a page may take: a network that leads nowhere, as that of a hotel or a train, is silent for a minute and more. */
const PATIENCE_MS = 4_000;
const IMPORT = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

addEventListener("install", (event) => event.waitUntil(precache()));
addEventListener("activate", (event) => event.waitUntil(takeOver()));
addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode !== "navigate") {
    if (isOfBuild(url)) event.respondWith(fromCache(event.request));
  } else if (!NO_PAGE.test(url.pathname)) event.respondWith(pageOrShell(event, url));
});
// Where only a worker can notify (Android), it is also the one that hears of the click.
addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data.href));
});

async function show(href) {
  const [window] = await clients.matchAll({ type: "window" });
  if (window === undefined) return await clients.openWindow(href);
  await window.focus();
  await window.navigate(href);
}

const isOfBuild = ({ pathname, searchParams }) =>
  pathname.startsWith(`/_fresh/js/${BUILD}/`) || searchParams.get("__frsh_c") === BUILD;

/** The shell and all that it names, or that is named by that. Fails as a whole, to be tried again at the next start. */
async function precache() {
  // Without cookies: it is nobody's.
  const shell = await fetch(SHELL, { cache: "no-store", credentials: "omit" });
  const html = await shell.clone().text();
  const named = [...html.matchAll(/["'](\/[^"'\s]+)["']/g)].map((it) => it[1]);
  const files = new Set(named.filter((it) => isOfBuild(new URL(it, location.origin))));
  if (!shell.ok || files.size === 0) throw new Error("the server is at another build");
  const cache = await caches.open(CACHE);
  // The set grows while it is walked.
  for (const file of files) {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    if (new URL(file, location.origin).pathname.endsWith(".js")) {
      const code = await response.clone().text();
      for (const [, to] of code.matchAll(IMPORT)) files.add(new URL(to, location.origin + file).pathname);
    }
    await cache.put(file, response);
  }
  await cache.put(SHELL, shell);
}

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith("parley-") && name !== CACHE) await caches.delete(name);
  // The first worker serves the page that brought it as well.
  await clients.claim();
}

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  return await cache.match(request) ?? await fetch(request);
}

async function pageOrShell({ request }, { pathname, search }) {
  const kept = async () => await (await caches.open(CACHE)).match(SHELL);
  // The shell connects by itself, so that a page which is only slow is not missed.
  const late = async () => {
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    if (await hasKept()) return await kept();
  };
  try {
    const page = fetch(request);
    const isOfChat = CHAT.test(pathname) && search === "";
    const response = (isOfChat && await Promise.race([page, late()])) || await page;
    if (response.ok && GATES.has(pathname)) indexedDB.deleteDatabase("parley");
    return AWAY.has(response.status) ? await kept() ?? response : response;
  } catch (error) {
    const shell = await kept();
    if (shell === undefined) throw error;
    return shell;
  }
}

/** Whether there is anything to show in the shell: whoever is here for the first time waits for the page. */
const hasKept = async () => (await indexedDB.databases?.() ?? []).some(({ name }) => name === "parley");
