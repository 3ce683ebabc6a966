// The keys of the triage box. They name what links and buttons already do, and can be switched off in the list (?).

const SWITCH = "palier-touches";
const lines = [...document.querySelectorAll("[data-line]")];
const dialog = document.getElementById("touches");
const toggle = dialog?.querySelector("button[name='touches']");

function areOn() {
  return localStorage.getItem(SWITCH) !== "non";
}

function tellSwitch() {
  if (toggle) toggle.textContent = areOn() ? "Couper les touches" : "Remettre les touches";
}

function currentLine() {
  return document.activeElement?.closest("tr")?.querySelector("[data-line]") ?? null;
}

function go(by) {
  const next = document.querySelector("[data-next]");
  if (!lines.length) {
    if (by > 0 && next) location.assign(next.dataset.next);
    return;
  }
  const at = lines.indexOf(currentLine());
  const target = lines[at < 0 ? 0 : Math.min(Math.max(at + by, 0), lines.length - 1)];
  target.focus();
  target.closest("tr").scrollIntoView({ block: "nearest" });
}

function answer(name) {
  const here = currentLine()?.getAttribute("href") ?? document.querySelector("[data-here]")?.dataset.here;
  if (here) location.assign(`${here}?reponse=${name}`);
}

const ACTS = {
  j: () => go(1),
  k: () => go(-1),
  u: () => document.querySelector("[data-undo]")?.requestSubmit(),
  x: () => currentLine()?.closest("tr").querySelector("input[type='checkbox']")?.click(),
};

function isTyping(target) {
  return target.matches("input:not([type='checkbox']), select, textarea, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (dialog?.open || dialog?.classList.contains("fr-modal--opened")) return;
  if (event.key === "?") {
    document.querySelector("[aria-controls='touches'].palier-dialog-opener")?.click();
    return;
  }
  if (!areOn()) return;
  const chosen = dialog?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (chosen) answer(chosen.dataset.answer);
  else if (Object.hasOwn(ACTS, event.key)) ACTS[event.key]();
  else return;
  event.preventDefault();
});

toggle?.addEventListener("click", () => {
  localStorage.setItem(SWITCH, areOn() ? "non" : "oui");
  tellSwitch();
});
tellSwitch();
document.querySelector("[data-answer-form] :is(select, textarea, input:not([type='hidden']))")?.focus();
