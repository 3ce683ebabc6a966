// The chair's clock: what was passed on the item before, plus what runs since it is before the room.

function said(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
}

function tick(clock) {
  const { passed, planned, since } = clock.dataset;
  const running = since ? Math.max(0, Math.floor((Date.now() - new Date(since)) / 1000)) : 0;
  const seconds = Number(passed) + running;
  if (!since && !seconds) return;
  clock.querySelector("[data-time]").textContent = said(seconds);
  clock.classList.toggle("palier-clock--over", Number(planned) > 0 && seconds > Number(planned) * 60);
}

export function tellTime() {
  const clock = document.querySelector("[data-clock]");
  if (!clock) return;
  // The room was just turned to this item: its time runs from now.
  clock.querySelector("[data-follow]")?.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful) return;
    clock.dataset.since = new Date().toISOString();
    clock.querySelector("form")?.remove();
    tick(clock);
  });
  tick(clock);
  // Looked for again: the page may have been drawn anew by an answer.
  setInterval(() => tick(document.querySelector("[data-clock]") ?? clock), 1000);
}
