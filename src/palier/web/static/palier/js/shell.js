// Loaded on every page: small behaviours attached to data- attributes. Nothing is inline (strict CSP).
import { addCalendars } from "./dates.js";
import { followLists } from "./follows.js";
import { joinMoments } from "./moments.js";
import "./offline/device.js";
import "./search-key.js";
import { stackTables } from "./tables.js";

function enhance(root) {
  addCalendars(root);
  followLists(root);
  joinMoments(root);
  stackTables(root);
}

enhance(document);
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));

// A category proposed beside a text: one click chooses it in the list of the form, which stays free.
document.addEventListener("click", (event) => {
  const proposed = event.target.closest("[data-choose]");
  const list = proposed?.closest("form")?.elements.category;
  if (!list) return;
  list.value = proposed.dataset.choose;
  list.dispatchEvent(new Event("change", { bubbles: true }));
  list.focus();
});

// A form sent twice by an impatient double click is sent once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // A form that answers with a file leaves the page in place: it may be sent again.
  setTimeout(() => delete form.dataset.sent, 4000);
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
