// Between the filing form and what waits: what is read from it to be kept, and put back to be resumed.
import { LEVEL } from "./sending.js";

export const MOST_PHOTOS = 5;
const PHOTO_BYTES = 10 * 1024 * 1024;
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "files", "filing_key", "known_for"]);
const KNOWN = "lieu:";
const NEW = "nouveau:";

const french = (day) => day.toLocaleDateString("fr-FR");
const valueOf = (fields, name) => fields.find(([field]) => field === name)?.[1] ?? "";

// What is above level *group*, or going on now, is not kept.
export const mayKeep = (form) =>
  (form.elements.level?.value ?? LEVEL) === LEVEL && form.elements.happening?.value !== "now";

// The fields as typed. « Aujourd’hui » becomes its date: it will be read another day. Before they are sent without
// network, the words typed name the place when no line was chosen.
export function fieldsOf(form, { toSend = false } = {}) {
  const read = [...new FormData(form)].filter(([name, value]) => !LEFT_OUT.has(name) && typeof value === "string");
  const seen = valueOf(read, "seen");
  const fields = read.filter(([name]) => !["seen", "seen_on", "place"].includes(name));
  if (seen === "today" || seen === "yesterday") {
    const day = new Date(Date.now() - (seen === "today" ? 0 : 86400000));
    fields.push(["seen", "other"], ["seen_on", french(day)]);
  } else {
    for (const name of ["seen", "seen_on"]) if (valueOf(read, name)) fields.push([name, valueOf(read, name)]);
  }
  const place = toSend ? placeOf(read) : valueOf(read, "place");
  if (place) fields.push(["place", place]);
  return fields;
}

function placeOf(fields) {
  const chosen = valueOf(fields, "place");
  const words = valueOf(fields, "place_words").trim().replace(/\s+/g, " ");
  if (chosen && !(chosen.startsWith(NEW) && words)) return chosen;
  return words ? NEW + words : chosen;
}

// A name for the list. That of a place chosen in a list is not kept for who reads above level *group*.
export function titleOf(form, fields) {
  const category = form.elements.category?.selectedOptions[0];
  const what = category?.value ? category.textContent.trim() : "Signalement";
  const chosen = form.querySelector('[name="place"]:checked');
  const label = chosen && chosen.id && form.querySelector(`label[for="${chosen.id}"]`)?.firstChild?.textContent.trim();
  const named = label && !form.elements.level ? label : "";
  const where = named || valueOf(fields, "place_words") || (valueOf(fields, "geometry") ? "position relevée" : "");
  return { title: what, where };
}

export const isEmpty = (fields, photos) =>
  !photos.length && !["text", "place", "place_words", "geometry", "category"].some((name) => valueOf(fields, name).trim());

// What lacks before it may wait for the network: the same that the server asks for.
export function lacks(fields) {
  const found = [];
  const place = valueOf(fields, "place");
  const isDrawn = Boolean(valueOf(fields, "geometry"));
  if (!place && !isDrawn) found.push(["place_words", "Dites où : une adresse, un nom d’usage, ou « Ici, où je suis »."]);
  if (!place.startsWith(KNOWN) && !valueOf(fields, "kind")) found.push(["kind", "Choisissez le type de lieu."]);
  if (!valueOf(fields, "text").trim()) found.push(["text", "Décrivez les faits en une phrase."]);
  if (!valueOf(fields, "category")) found.push(["category", "Choisissez une catégorie."]);
  return found;
}

// The photographs chosen, and why some are left out.
export function photosIn(form) {
  const chosen = [...(form.elements.files?.files ?? [])];
  const light = chosen.filter((file) => file.size <= PHOTO_BYTES);
  const told = [];
  if (light.length < chosen.length) told.push("Une photo de plus de 10 Mo n’est pas gardée.");
  if (light.length > MOST_PHOTOS) told.push("Cinq photos au plus sont gardées.");
  return { photos: light.slice(0, MOST_PHOTOS), told };
}

function addLine(form, value, label) {
  const hidden = document.createElement("input");
  const holder = document.getElementById("lieux-proposes");
  Object.assign(hidden, { type: holder ? "radio" : "hidden", name: "place", value, checked: true, id: "lieu-repris" });
  if (!holder) {
    form.append(hidden);
    return;
  }
  const block = document.createElement("div");
  block.className = "fr-radio-group";
  const tag = document.createElement("label");
  Object.assign(tag, { className: "fr-label", htmlFor: hidden.id, textContent: label });
  block.append(hidden, tag);
  holder.prepend(block);
}

function put(form, name, value) {
  const found = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const ticked = found.find((one) => ["radio", "checkbox"].includes(one.type) && one.value === value);
  const box = found.find((one) => !["radio", "checkbox"].includes(one.type));
  if (ticked) ticked.checked = true;
  else if (box) box.value = value;
  else if (!found.length || name === "kept") {
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    hidden.dataset.restored = "";
    form.append(hidden);
  }
}

// As it was before anything was typed: hidden boxes, which a reset leaves alone, are emptied too.
function empty(form) {
  form.reset();
  form.querySelector("#lieu-repris")?.closest(".fr-radio-group, input")?.remove();
  for (const added of form.querySelectorAll("[data-restored]")) added.remove();
  for (const name of ["latitude", "longitude", "geometry"]) if (form.elements[name]) form.elements[name].value = "";
  const position = form.querySelector("[data-here-status]");
  if (position) position.textContent = "";
}

// Put an entry back in an empty form.
export function restore(form, entry, photos) {
  empty(form);
  form.elements.filing_key.value = entry.id;
  for (const [name, value] of entry.words.fields) {
    if (name === "place" && !form.querySelector(`[name="place"][value="${CSS.escape(value)}"]`)) {
      const label = value.startsWith(KNOWN) ? entry.words.where || "Le lieu choisi plus tôt" : value.replace(/^[a-z]+:/, "");
      if (document.getElementById("lieux-proposes") || value.startsWith(KNOWN)) addLine(form, value, label);
      continue;
    }
    put(form, name, value);
  }
  const kept = new DataTransfer();
  for (const file of photos) kept.items.add(file);
  form.elements.files.files = kept.files;
}
