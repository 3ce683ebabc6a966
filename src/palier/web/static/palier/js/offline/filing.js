// The filing page, with or without network: what is typed is kept on this device as it is typed, and sent when it can.
import { addCalendars } from "../dates.js";
import { joinMoments } from "../moments.js";
import { fieldsOf, isEmpty, lacks, mayKeep, photosIn, restore, titleOf } from "./form.js";
import { askForSync, reach } from "./sending.js";
import { enter, entries, erase, find, isPossible, keep, keepPhotos, photosOf, reader } from "./vault.js";
import { addresses, root, say, show } from "./waiting.js";

const QUIET = 500;
const FRESH = 30000; // so recently answered, the server is not asked again before a form is sent
const SETTLED = 3000; // what the device keeps is fetched once the page is drawn and usable
const SIGN_IN = "Personne n’est connecté sur cet appareil : rien ne peut y être gardé. Revenez avec du réseau et connectez-vous.";
const OFFLINE = "Pas de réseau. Continuez : ce que vous écrivez est gardé sur cet appareil.";
const ONLINE = "Le réseau est revenu.";
const GOING_ON = "C’est en cours : appelez le 17 ou le 112, ou le 114 par SMS. Rien n’est enregistré.";
const POLICE = "Réservé à la police, ce signalement n’est pas gardé sur l’appareil : attendez le réseau, page ouverte.";
const FULL = "Il n’y a plus de place sur cet appareil : retirez des photos, ou attendez le réseau, page ouverte.";
const NEEDS_NETWORK = "Cela demande le réseau. Ce que vous avez écrit est gardé : enregistrez, l’envoi se fera tout seul.";
const KEPT = "Gardé sur cet appareil. Le signalement partira tout seul dès que le réseau revient.";

const form = document.querySelector('input[name="filing_key"]')?.form;
const isShell = form?.hasAttribute("data-offline-form");
const isBound = Boolean(form?.elements.known_for); // the page came back: its form cannot be emptied
const WITH_PHOTOS = new Set(["files", "level", "happening"]);
const key = () => form.elements.filing_key.value;

let mark = document.body.dataset.reader;
let block;
let saving = Promise.resolve();
let timer;
let isReleased = false;
let answeredAt = Date.now();

// One write after the other, none lost.
function save(state = "draft", { withPhotos = false, toSend = false } = {}) {
  clearTimeout(timer);
  if (isReleased) return saving;
  const id = key();
  saving = saving.then(async () => {
    if (!mayKeep(form)) return erase(id);
    const fields = fieldsOf(form, { toSend });
    const { photos, told } = photosIn(form);
    if (isEmpty(fields, photos)) return erase(id);
    const isKept = await keep(id, state, { fields, ...titleOf(form, fields) }, mark);
    if (isKept && withPhotos) await keepPhotos(id, photos);
    if (withPhotos && told.length) say(told.join(" "));
    return null;
  }).catch((error) => say(error?.name === "QuotaExceededError" ? FULL : String(error?.message ?? error)));
  return saving;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => save(), QUIET);
}

function refuse(missing) {
  say(missing.map(([, words]) => words).join(" "));
  const first = form.elements[missing[0][0]];
  (first instanceof Element ? first : first?.[0])?.focus();
}

// Keep it to be sent when the network is back, and leave the form ready for another one.
async function queue() {
  if (form.elements.happening?.value === "now") return say(GOING_ON, { focus: true });
  if (!mayKeep(form)) return say(POLICE, { focus: true });
  const missing = lacks(fieldsOf(form, { toSend: true }));
  if (missing.length) return refuse(missing);
  await save("waiting", { toSend: true });
  if ((await find(key()))?.state !== "waiting") return null;
  await askForSync();
  // The page as it came would be put back as typed: it is opened anew, by the service worker if need be.
  if (!isShell && navigator.serviceWorker?.controller) {
    isReleased = true;
    return location.assign(`${addresses.page}?`);
  }
  restore(form, { id: crypto.randomUUID(), words: { fields: [] } }, []);
  say(KEPT, { focus: true });
  return block.send();
}

async function submit(event) {
  if (isReleased) return;
  const { submitter } = event;
  const isMain = !submitter?.name && !submitter?.hasAttribute("formaction");
  if (!isMain && navigator.onLine) {
    save();
    return;
  }
  event.preventDefault();
  if (!isMain) {
    await save();
    say(NEEDS_NETWORK, { focus: true });
    return;
  }
  if (isShell) {
    await queue();
    return;
  }
  await save("sending");
  const isFresh = navigator.onLine && Date.now() - answeredAt < FRESH;
  const { state } = isFresh ? { state: "open" } : await reach(addresses);
  if (state !== "open" && mayKeep(form)) {
    await save();
    await queue();
    return;
  }
  isReleased = true;
  form.requestSubmit(submitter);
}

async function resume(entry) {
  await save();
  if (isBound) {
    isReleased = true;
    return location.assign(`${addresses.page}?#reprendre=${entry.id}`);
  }
  restore(form, entry, await photosOf(entry.id));
  const { refused, persons, ...words } = entry.words;
  await keep(entry.id, "draft", words, mark);
  form.dispatchEvent(new Event("change", { bubbles: true }));
  say(refused ? refused.join(" ") : "Le brouillon est repris ci-dessous.");
  await block.refresh();
  // The server shows the passage where it is, with a rewording.
  if (persons && !isShell && (await reach(addresses)).state === "open") return form.requestSubmit();
  form.elements.text.focus();
  return null;
}

// The page came back with a question: what this device holds of it is being typed again, and the server has its photos.
async function comeBack() {
  if (!(await find(key()))) return;
  await save();
  if (form.querySelector('[name="kept"]')) await keepPhotos(key(), []);
}

async function openShell() {
  addCalendars(form);
  joinMoments(form);
  form.elements.filing_key.value = crypto.randomUUID();
  form.elements.place_words.addEventListener("input", () => form.querySelector("#lieu-repris")?.remove());
  // The shell answered instead of the page: what was being sent did not arrive, or not its answer.
  for (const one of await entries()) if (one.state === "sending") await keep(one.id, "waiting", one.words);
  mark = await reader();
  if (!mark) {
    say(SIGN_IN);
    form.querySelector("button[type=submit]").disabled = true;
  }
}

async function start() {
  if (isShell) await openShell();
  else {
    await enter(mark);
    await comeBack();
    const register = () => navigator.serviceWorker?.register(addresses.worker, { type: "module" }).catch(console.warn);
    setTimeout(register, navigator.serviceWorker?.controller ? 0 : SETTLED);
  }
  form.addEventListener("input", later);
  form.addEventListener("change", (event) => save("draft", { withPhotos: WITH_PHOTOS.has(event.target.name) }));
  form.addEventListener("submit", submit);
  document.addEventListener("visibilitychange", () => { if (document.hidden && !isReleased) save(); });
  document.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.successful) answeredAt = Date.now(); });
  addEventListener("offline", () => say(OFFLINE));
  addEventListener("online", () => say(ONLINE));
  block = await show({ resume, current: key });
  const asked = new URLSearchParams(location.hash.slice(1)).get("reprendre");
  const entry = asked && (await find(asked));
  if (entry) await resume(entry);
}

if (form && root && isPossible()) start().catch(console.warn);
