// The séance at the keyboard: keys that name what links and buttons already do, and the chair's clock.
import "./session-drafts.js";
import { tellTime } from "./session-clock.js";

const SWITCH = "palier-touches";
const dialog = document.getElementById("touches");
const toggle = dialog?.querySelector("button[name='touches']");

function areOn() {
  return localStorage.getItem(SWITCH) !== "non";
}

function tellSwitch() {
  if (toggle) toggle.textContent = areOn() ? "Couper les touches" : "Remettre les touches";
}

function outcomes() {
  return [...document.querySelectorAll("[name='outcome-outcome']")];
}

function choose(rank) {
  const choice = outcomes()[rank - 1];
  if (!choice) return;
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  // What the outcome asks comes next; when it asks for nothing, « Entrée » notes it.
  const asked = { closure: "outcome-closing", redirected: "outcome-destination" }[choice.value];
  (asked ? choice.form.elements[asked] : choice).focus();
}

const ACTS = {
  d: () => document.querySelector("[name='decision-title']")?.focus(),
  c: () => document.querySelector("[name='outcome-note']")?.focus(),
  h: () => document.querySelector("[data-clock]")?.classList.toggle("palier-clock--hidden"),
};

function isTyping(target) {
  return target.matches("input:not([type='checkbox'], [type='radio']), select, textarea, [contenteditable]");
}

function onKey(event) {
  if (event.isComposing) return;
  const form = event.target.form;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form?.closest("[data-seance]")) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (dialog?.open || dialog?.classList.contains("fr-modal--opened")) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "?") {
    document.querySelector("[aria-controls='touches'].palier-dialog-opener")?.click();
    return;
  }
  if (!areOn()) return;
  const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (link) link.click();
  else if (Object.hasOwn(ACTS, event.key)) ACTS[event.key]();
  else if (/^[1-5]$/.test(event.key)) choose(Number(event.key));
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", onKey);
toggle?.addEventListener("click", () => {
  localStorage.setItem(SWITCH, areOn() ? "non" : "oui");
  tellSwitch();
});
tellSwitch();
tellTime();
