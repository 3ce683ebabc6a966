// « Ici »: the browser's own position, asked only by a tap; and a drawing takes back the known place chosen before.

const TEN_METRES = 10;
const REFUSALS = {
  1: "Votre navigateur ne donne pas la position. Autorisez-la, ou montrez le lieu sur la carte.",
  2: "La position n’est pas disponible ici. Montrez le lieu sur la carte.",
  3: "La position tarde trop. Réessayez, ou montrez le lieu sur la carte.",
};

const block = document.querySelector("[data-here]");
const status = document.querySelector("[data-here-status]");
const inputs = Object.fromEntries(
  ["latitude", "longitude", "geometry"].map((name) => [name, document.getElementById(`id_${name}`)]),
);

function take({ coords }) {
  const [lon, lat] = [coords.longitude, coords.latitude].map((number) => Math.round(number * 1e6) / 1e6);
  inputs.latitude.value = lat;
  inputs.longitude.value = lon;
  inputs.geometry.value = JSON.stringify({ type: "Point", coordinates: [lon, lat] });
  inputs.geometry.dispatchEvent(new Event("change", { bubbles: true }));
  const metres = Math.max(TEN_METRES, Math.round(coords.accuracy / TEN_METRES) * TEN_METRES);
  status.textContent = `Position relevée, à ${metres} m près. Dites ci-dessous de quel type de lieu il s’agit.`;
}

if (block && inputs.geometry && "geolocation" in navigator) {
  block.hidden = false;
  block.querySelector("button").addEventListener("click", () => {
    status.textContent = "Recherche de la position…";
    navigator.geolocation.getCurrentPosition(
      take,
      (error) => { status.textContent = REFUSALS[error.code] ?? REFUSALS[2]; },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}

inputs.geometry?.addEventListener("change", () => {
  if (!inputs.geometry.value) return;
  const chosen = document.querySelector('[name="place"]:checked');
  if (chosen && !chosen.value.startsWith("nouveau:")) chosen.checked = false;
});
