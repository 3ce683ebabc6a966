// The service worker of the filing page. Network first, always: what it keeps serves only when nothing answers.
// It keeps the empty form and the files that draw it, never a page of somebody's.
import { TAG, deliver } from "./sending.js";

const PATIENCE = 8000;
const DOWN = new Set([502, 503, 504]);

export function serve(shell) {
  const cache = `palier-${shell.version}`;
  const pages = new Set([shell.page, shell.shell]);
  const files = new Set(shell.files);

  // Asked for without cookies: whoever is signed in, the form kept is the empty one.
  async function fill() {
    const kept = await caches.open(cache);
    await Promise.all([shell.shell, ...shell.files].map(async (address) => {
      const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
      if (answer.ok && !answer.redirected) await kept.put(address, answer);
      else if (address === shell.shell) throw new Error("no shell");
    }));
  }

  async function tidy() {
    for (const name of await caches.keys()) if (name.startsWith("palier-") && name !== cache) await caches.delete(name);
    await self.clients.claim();
  }

  async function networkOr(request, address) {
    const kept = async () => (await caches.open(cache)).match(address);
    try {
      const asked = fetch(request);
      const late = new Promise((done) => setTimeout(done, PATIENCE));
      // A form that is being sent is waited for, however slow.
      const answer = request.method === "GET" ? await Promise.race([asked, late]) : await asked;
      if (answer && !DOWN.has(answer.status)) return answer;
      asked.catch(() => {});
      return (await kept()) ?? (await asked);
    } catch (error) {
      const found = await kept();
      if (found) return found;
      throw error;
    }
  }

  self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
  self.addEventListener("activate", (event) => event.waitUntil(tidy()));
  self.addEventListener("fetch", (event) => {
    const { pathname, origin } = new URL(event.request.url);
    if (origin !== self.location.origin) return;
    if (event.request.mode === "navigate") {
      if (pages.has(pathname)) event.respondWith(networkOr(event.request, shell.shell));
    } else if (event.request.method === "GET" && files.has(pathname)) {
      event.respondWith(networkOr(event.request, pathname));
    }
  });
  self.addEventListener("sync", (event) => {
    if (event.tag !== TAG) return;
    // Failing asks the browser to try again later.
    event.waitUntil(deliver(shell).then((outcome) => { if (outcome === "away") throw new Error(outcome); }));
  });
}
