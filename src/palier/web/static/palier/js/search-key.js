// « / » goes to the search box of the header, unless somebody types or switched the keys off (list of keys of the triage).

const SWITCH = "palier-touches";
const TYPED = "input:not([type='checkbox']):not([type='radio']), select, textarea, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches?.(TYPED) || document.querySelector("dialog[open], .fr-modal--opened")) return;
  if (localStorage.getItem(SWITCH) === "non") return;
  const box = document.querySelector("[data-search]");
  if (!box?.offsetParent) return;
  event.preventDefault();
  box.focus();
});
