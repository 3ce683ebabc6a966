// What the room is shown: a cut of the network is said, and nothing already shown is lost.
import "./map.js";

const cut = document.querySelector("[data-cut]");

document.addEventListener("htmx:sendError", () => {
  cut.hidden = false;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr } = event.detail;
  if (!xhr?.status) return;
  cut.hidden = true;
  // The séance ended, or the chief stopped the projector: this browser is nobody's again.
  if (xhr.status === 404 && document.querySelector(".palier-wall")) location.reload();
});
