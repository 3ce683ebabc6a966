// The block « En attente d’envoi » of a page: drawn, refreshed, and emptied whenever the network lets it.
import { draw } from "./list.js";
import { deliver, onNews, settle } from "./sending.js";
import { entries, erase } from "./vault.js";

const EVERY = 30000;
const CLOSED = "Votre session est terminée. Reconnectez-vous : ce que vous avez écrit attend sur cet appareil.";
const AWAY = "Pas de réseau pour l’instant. Rien n’est perdu : l’envoi reprendra tout seul.";

export const root = document.querySelector("[data-waiting]");
export const addresses = { ...root?.dataset };

export function say(words, { focus = false } = {}) {
  const status = root.querySelector("[data-waiting-status]");
  status.textContent = words;
  if (focus) status.focus();
}

// Show the block; `resume(entry)` is what this page does to take a report up again, `current()` the one in its form.
export async function show({ resume, current = () => "" }) {
  let shown = [];

  async function refresh() {
    shown = (await entries()).filter((entry) => entry.id !== current() || !["draft", "sending"].includes(entry.state));
    draw(root, shown, { act, addresses });
  }

  async function send({ aloud = false } = {}) {
    const outcome = await deliver(addresses);
    if (outcome === "closed") say(CLOSED);
    if (aloud && outcome === "away") say(AWAY);
    await refresh();
    const sent = shown.filter((entry) => entry.state === "sent").length;
    if (sent && outcome === "open") say(sent > 1 ? `${sent} signalements sont envoyés.` : "Votre signalement est envoyé.");
  }

  async function act(name, entry) {
    if (name === "send") return send({ aloud: true });
    if (name === "resume") return resume(entry);
    if (entry.state !== "sent" && !confirm("Effacer ce signalement de cet appareil ? Il ne sera pas envoyé.")) return null;
    await erase(entry.id);
    say("Effacé de cet appareil.");
    return refresh();
  }

  const isWaiting = () => shown.some((entry) => ["waiting", "sending"].includes(entry.state));
  onNews(refresh);
  addEventListener("online", () => send());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(() => { if (isWaiting()) send(); }, EVERY);
  await refresh();
  await settle(addresses, shown);
  await refresh();
  if (isWaiting()) await send();
  return { refresh, send };
}
