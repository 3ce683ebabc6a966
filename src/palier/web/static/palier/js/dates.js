// Beside each JJ/MM/AAAA box, a button that opens the browser's own calendar and writes the chosen day in the box.

function toIso(text) {
  const found = text.trim().match(/^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/);
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : "";
}

function addCalendar(box) {
  if (box.closest(".palier-date") || !("showPicker" in HTMLInputElement.prototype)) return;
  const holder = document.createElement("div");
  holder.className = "palier-date";
  box.before(holder);
  const native = document.createElement("input");
  Object.assign(native, { type: "date", tabIndex: -1, className: "palier-date__native" });
  native.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "fr-btn fr-btn--tertiary fr-icon-calendar-line";
  button.title = "Choisir dans le calendrier";
  button.textContent = "Choisir dans le calendrier";
  button.addEventListener("click", () => {
    native.value = toIso(box.value);
    native.showPicker();
  });
  native.addEventListener("change", () => {
    if (!native.value) return;
    box.value = native.value.split("-").reverse().join("/");
    box.dispatchEvent(new Event("change", { bubbles: true }));
    box.focus();
  });
  holder.append(box, native, button);
}

export function addCalendars(root) {
  for (const box of root.querySelectorAll("input[data-date]")) addCalendar(box);
}
