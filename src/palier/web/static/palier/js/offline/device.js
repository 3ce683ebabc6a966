// On every page: what waits on this device is only for the account signed in, a day at most, and gone once filed or
// once somebody signs out.
import { enter, entries, erase, isPossible, sweep, wipe } from "./vault.js";

const LOST = (count) =>
  `${count > 1 ? `${count} signalements attendent` : "Un signalement attend"} encore sur cet appareil. ` +
  "Vous déconnecter l’efface sans l’envoyer. Se déconnecter quand même ?";

async function tidy() {
  const { reader: mark } = document.body.dataset;
  if (mark) await enter(mark);
  await sweep();
  const filed = document.querySelector("[data-filed]")?.dataset.filed;
  if (filed) await erase(filed);
}

async function leave(form) {
  try {
    const lost = (await entries()).filter((entry) => entry.state !== "sent").length;
    if (lost && !confirm(LOST(lost))) return;
    await wipe();
  } catch (error) {
    console.warn(error);
  }
  form.dataset.wiped = "1";
  form.requestSubmit();
}

if (isPossible()) {
  tidy().catch(console.warn);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-logout]") || event.target.dataset.wiped) return;
    event.preventDefault();
    leave(event.target);
  });
}
