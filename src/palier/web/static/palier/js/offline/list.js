// « En attente d’envoi » : each report that this device holds, its state, until when, and what can be done with it.
import { DAY } from "./vault.js";

const STATES = {
  draft: "Brouillon, pas encore envoyé",
  sending: "Envoi en cours",
  waiting: "En attente du réseau",
  closed: "Reconnectez-vous pour l’envoyer",
  refused: "À corriger avant l’envoi",
  sent: "Envoyé",
};

function told(time) {
  const hour = time.toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" }).replace(":", " h ");
  const days = Math.round((new Date(time).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / DAY);
  const day = { 0: "aujourd’hui", 1: "demain", [-1]: "hier" }[days] ?? `le ${time.toLocaleDateString("fr-FR")}`;
  return `${day} à ${hour}`;
}

export const expiryOf = (entry) => told(new Date(entry.createdAt + DAY));

function row(template, entry, { act, addresses }) {
  const drawn = template.content.cloneNode(true);
  const part = (name) => drawn.querySelector(`[data-row-${name}]`);
  const { words, state } = entry;
  const isClosed = state === "waiting" && words.isClosed;
  part("state").textContent = STATES[isClosed ? "closed" : state];
  part("title").textContent = state === "sent" ? `Signalement ${words.receipt.number}` : words.title;
  const dates = state === "sent" ? `Envoyé ${told(new Date(entry.changedAt))}.` : `Commencé ${told(new Date(entry.createdAt))}, effacé ${expiryOf(entry)}.`;
  part("detail").textContent = words.where ? `${words.where}. ${dates}` : dates;
  for (const reason of words.refused ?? []) {
    part("reasons").hidden = false;
    part("reasons").append(Object.assign(document.createElement("li"), { textContent: reason }));
  }
  part("open").hidden = state !== "sent";
  if (state === "sent") part("open").href = words.receipt.address;
  part("login").hidden = !isClosed;
  part("login").href = `${addresses.login}?next=${addresses.page}`;
  part("send").hidden = state !== "waiting" || isClosed;
  part("resume").hidden = !["draft", "refused", "waiting"].includes(state);
  if (state === "sent") part("erase").textContent = "Retirer de la liste";
  for (const name of ["send", "resume", "erase"]) {
    const button = part(name);
    button.setAttribute("aria-label", `${button.textContent} : ${part("title").textContent}`);
    button.addEventListener("click", () => act(name, entry));
  }
  return drawn;
}

// Draw these entries in the block of the page; `act(name, entry)` is called by their buttons.
export function draw(root, found, options) {
  const list = root.querySelector("[data-waiting-list]");
  const template = root.querySelector("[data-waiting-row]");
  list.hidden = !found.length;
  list.querySelector("ul").replaceChildren(...found.map((entry) => row(template, entry, options)));
}
