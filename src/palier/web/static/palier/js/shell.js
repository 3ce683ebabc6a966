// Loaded on every page: small behaviours attached to data- attributes. Nothing is inline (strict CSP).
import { addCalendars } from "./dates.js";
import { joinMoments } from "./moments.js";
import { stackTables } from "./tables.js";

function enhance(root) {
  addCalendars(root);
  joinMoments(root);
  stackTables(root);
}

enhance(document);
document.querySelector("[data-focus]")?.focus();
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));

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
