// Loaded on every page: small behaviours attached to data- attributes. Nothing is inline (strict CSP).

const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();
