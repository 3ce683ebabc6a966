// Nothing typed is lost: each pause keeps what is typed on the server; a cut network keeps it in the page until it is back.
// Nothing is written on the device.

const PAUSE = 600;
const AGAIN = 3000;

function follow(block) {
  const form = block.querySelector("form");
  const said = block.querySelector("[data-said]");
  const other = block.querySelector("[data-other]");
  let version = Number(block.dataset.version);
  let timer = null;
  let saving = Promise.resolve();
  // What is not on the server yet; what is being sent for good; the other text, until one is chosen.
  let isUnsaved = false;
  let isSent = false;
  let theirs = null;
  let isGone = false;

  function tell(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(() => {
      saving = save();
    }, delay);
  }

  async function save() {
    if (isSent || theirs || !isUnsaved) return;
    const body = new FormData(form);
    body.set("kind", block.dataset.draft);
    body.set("version", version);
    isUnsaved = false;
    try {
      const answer = await fetch(block.dataset.url, { method: "POST", body, headers: { "HX-Request": "true" } });
      await read(answer);
    } catch {
      isUnsaved = true;
      tell("Réseau coupé : ce qui est tapé reste dans la page, et sera gardé dès son retour.");
      later(AGAIN);
    }
  }

  async function read(answer) {
    if (answer.status === 401) {
      isUnsaved = true;
      tell("Vous n’êtes plus connecté : reconnectez-vous dans un autre onglet, ce qui est tapé reste ici.");
      return later(AGAIN);
    }
    if (answer.status === 409) return showOther(await answer.json());
    if (!answer.ok) return tell("Ce brouillon n’a pas pu être gardé : ce qui est tapé reste dans la page.");
    version = (await answer.json()).version;
    tell("Gardé.");
  }

  function showOther(found) {
    theirs = found;
    isUnsaved = true;
    const words = Object.entries(found.words).filter(([name, text]) => text && name !== "filing_key");
    other.querySelector("[data-other-words]").textContent = words.map(([, text]) => text).join(" · ") || "(rien)";
    other.hidden = false;
    tell("");
  }

  function settle() {
    version = theirs.version;
    theirs = null;
    other.hidden = true;
    isUnsaved = true;
    later(0);
  }

  async function send(button) {
    isSent = true;
    clearTimeout(timer);
    await saving;
    const body = new FormData(form, button);
    try {
      const answer = await fetch(form.action || location.href, { method: "POST", body, headers: { "HX-Request": "true" } });
      await arrive(answer);
    } catch {
      tell("Réseau coupé : ce que vous avez validé partira dès son retour. Ne fermez pas cette page.");
      setTimeout(() => send(button), AGAIN);
    }
  }

  async function arrive(answer) {
    const next = answer.headers.get("HX-Redirect");
    if (next) {
      isUnsaved = false;
      isGone = true;
      const there = new URL(next, location.href);
      return there.href === location.href ? location.reload() : location.assign(there);
    }
    isSent = false;
    if (answer.status === 401) return tell("Vous n’êtes plus connecté : reconnectez-vous dans un autre onglet, puis recommencez.");
    const told = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("contenu");
    document.getElementById("contenu").replaceWith(told);
    window.htmx?.process(told);
    told.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: told } }));
    told.querySelector("[data-focus]")?.focus();
  }

  form.addEventListener("input", () => {
    isUnsaved = true;
    later(PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isSent) send(event.submitter);
  });
  other.querySelector("[data-keep-mine]").addEventListener("click", settle);
  other.querySelector("[data-take-other]").addEventListener("click", () => {
    for (const [name, text] of Object.entries(theirs.words)) {
      const box = form.elements[name];
      if (box) box.value = text;
    }
    settle();
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => {
    if (document.contains(form) && !isGone && (isUnsaved || isSent)) event.preventDefault();
  });
}

function start(root) {
  for (const block of root.querySelectorAll("[data-draft]:not([data-followed])")) {
    block.dataset.followed = "1";
    follow(block);
  }
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
