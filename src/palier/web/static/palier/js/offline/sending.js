// Sends what waits, by the page or by the service worker: each report under its own key, so that it is filed once.
import { enter, entries, keep, keepPhotos, photosOf, reader } from "./vault.js";

export const TAG = "palier-envoi";
export const LEVEL = "20"; // nothing above level *group* is kept on a device
const PATIENCE = 8000;
const UPLOAD_PATIENCE = 120000;
const ABANDONED = 120000;
const news = new BroadcastChannel("palier-envoi");

export const onNews = (listener) => news.addEventListener("message", listener);

function ask(address, options = {}, patience = PATIENCE) {
  const signal = AbortSignal.timeout(patience);
  return fetch(address, { credentials: "same-origin", redirect: "manual", cache: "no-store", signal, ...options });
}

// A redirection leads to the login, the notice or the charter: somebody must come first.
const isClosed = (answer) => answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403;

// "open", "closed" (the session ended) or "away" (no network, or no server).
// `keys`: those of which it is asked whether they arrived already.
export async function reach(addresses, keys = []) {
  const asked = new URLSearchParams(keys.map((id) => ["cle", id]));
  try {
    const answer = await ask(keys.length ? `${addresses.ticket}?${asked}` : addresses.ticket);
    if (isClosed(answer)) return { state: "closed" };
    return answer.ok ? { state: "open", ...(await answer.json()) } : { state: "away" };
  } catch {
    return { state: "away" };
  }
}

async function post(entry, addresses, token) {
  const body = new FormData();
  for (const [name, value] of entry.words.fields) body.append(name, value);
  body.set("filing_key", entry.id);
  for (const file of await photosOf(entry.id)) body.append("files", file, file.name);
  return ask(addresses.send, { method: "POST", body, headers: { "X-CSRFToken": token } }, UPLOAD_PATIENCE);
}

async function arrive(id, receipt) {
  await keepPhotos(id, []);
  return keep(id, "sent", { receipt, title: receipt.number });
}

// A report whose receipt was left before it came is filed all the same: it is a draft no more.
export async function settle(addresses, found) {
  const keys = found.filter(({ state }) => state === "draft" || state === "sending").map(({ id }) => id);
  if (!keys.length || !navigator.onLine) return;
  const { state, reader: mark, arrived = {} } = await reach(addresses, keys);
  if (state !== "open" || mark !== (await reader())) return;
  for (const id of keys) if (arrived[id]) await arrive(id, arrived[id]);
}

async function learn(entry, answer) {
  if (isClosed(answer)) return keep(entry.id, "waiting", { ...entry.words, isClosed: true });
  if (answer.ok) {
    return arrive(entry.id, await answer.json());
  }
  if (answer.status === 422) {
    return keep(entry.id, "refused", { ...entry.words, ...(await answer.json()) });
  }
  if (answer.status === 413) {
    return keep(entry.id, "refused", { ...entry.words, refused: ["Les photos sont trop lourdes : retirez-en."] });
  }
  throw new Error(`status ${answer.status}`);
}

const isDue = (entry) =>
  entry.state === "waiting" || (entry.state === "sending" && entry.changedAt < Date.now() - ABANDONED);

async function deliverAll(addresses) {
  const due = (await entries()).filter(isDue);
  if (!due.length) return "none";
  const { state, reader: mark, "X-CSRFToken": token } = await reach(addresses);
  if (state === "open" && mark !== (await reader())) {
    await enter(mark); // another account: nothing of the first one is sent, nor kept
    return "none";
  }
  for (const entry of due) {
    if (state === "closed") await keep(entry.id, "waiting", { ...entry.words, isClosed: true });
    if (state === "open") await learn(entry, await post(entry, addresses, token));
  }
  return state;
}

// Send all that is due; "away" when it must be tried again. One page, or the worker, at a time.
export async function deliver(addresses) {
  const outcome = await navigator.locks.request(TAG, { ifAvailable: true }, async (lock) => {
    if (!lock) return "busy";
    try {
      return await deliverAll(addresses);
    } catch {
      return "away";
    }
  });
  news.postMessage(outcome);
  return outcome;
}

export async function askForSync() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register(TAG).catch(() => {});
}

