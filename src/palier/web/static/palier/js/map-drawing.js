// Drawing a point, a line or an outline for a form: the result goes into hidden inputs, as the server reads it.
// By keyboard: move the map with the arrows, then « Ajouter le centre de la carte ».

const EMPTY = { type: "FeatureCollection", features: [] };
const NAMES = { point: "Point", line: "Tronçon de rue", polygon: "Zone" };
const LEAST = { point: 1, line: 2, polygon: 3 };

class Drawing {
  constructor(map, block, maplibre) {
    this.map = map;
    this.block = block;
    this.maplibre = maplibre;
    this.inputs = Object.fromEntries(
      ["latitude", "longitude", "geometry"].map((name) => [name, document.getElementById(block.dataset[name])]),
    );
    this.shape = block.dataset.draw === "any" ? "point" : block.dataset.draw;
    this.positions = [];
  }

  start() {
    this.map.addSource("drawing", { type: "geojson", data: EMPTY });
    this.map.addLayer({
      id: "drawing-fill", type: "fill", source: "drawing", filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": "#d98416", "fill-opacity": 0.25 },
    });
    this.map.addLayer({
      id: "drawing-line", type: "line", source: "drawing", filter: ["!=", ["geometry-type"], "Point"],
      paint: { "line-color": "#b36b12", "line-width": 4 },
    });
    this.map.addLayer({
      id: "drawing-points", type: "circle", source: "drawing", filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-color": "#b36b12", "circle-radius": 8, "circle-stroke-color": "#fff", "circle-stroke-width": 3 },
    });
    this.addTools();
    this.resume();
    this.map.on("click", (event) => this.add([event.lngLat.lng, event.lngLat.lat]));
    this.map.getCanvas().style.cursor = "crosshair";
  }

  addTools() {
    const tools = document.createElement("div");
    tools.className = "palier-map__tools";
    if (this.block.dataset.draw === "any") {
      for (const shape of Object.keys(NAMES)) tools.append(this.button(NAMES[shape], () => this.choose(shape), shape));
    }
    tools.append(
      this.button("Ajouter le centre de la carte", () => this.add(this.map.getCenter().toArray())),
      this.button("Retirer le dernier point", () => this.undo()),
      this.button("Tout effacer", () => this.clear()),
    );
    this.status = document.createElement("p");
    this.status.className = "palier-map__help fr-text--sm";
    this.status.setAttribute("role", "status");
    this.block.after(this.status, tools);
    this.tools = tools;
  }

  button(label, act, shape) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: label, className: "fr-btn fr-btn--sm fr-btn--tertiary" });
    if (shape) button.dataset.shape = shape;
    button.addEventListener("click", act);
    return button;
  }

  // What an earlier answer of the form kept is drawn again.
  resume() {
    const { geometry, latitude, longitude } = this.inputs;
    const kept = geometry?.value ? JSON.parse(geometry.value) : null;
    if (kept) {
      this.shape = { Point: "point", LineString: "line", Polygon: "polygon" }[kept.type] ?? this.shape;
      const { coordinates } = kept;
      if (this.shape === "point") this.positions = [coordinates];
      else this.positions = this.shape === "line" ? coordinates : (coordinates[0] ?? []).slice(0, -1);
    } else if (latitude?.value && longitude?.value) {
      this.positions = [[Number(longitude.value.replace(",", ".")), Number(latitude.value.replace(",", "."))]];
    }
    this.show();
    if (this.positions.length) this.map.jumpTo({ center: this.positions[0], zoom: Math.max(this.map.getZoom(), 15) });
  }

  choose(shape) {
    this.shape = shape;
    this.clear();
  }

  add(position) {
    const rounded = position.map((number) => Math.round(number * 1e6) / 1e6);
    this.positions = this.shape === "point" ? [rounded] : [...this.positions, rounded];
    this.show();
  }

  undo() {
    this.positions = this.positions.slice(0, -1);
    this.show();
  }

  clear() {
    this.positions = [];
    this.show();
  }

  get geometry() {
    if (this.positions.length < LEAST[this.shape]) return null;
    if (this.shape === "point") return { type: "Point", coordinates: this.positions[0] };
    if (this.shape === "line") return { type: "LineString", coordinates: this.positions };
    return { type: "Polygon", coordinates: [[...this.positions, this.positions[0]]] };
  }

  // The middle of what is drawn stands for it where one point is needed.
  get middle() {
    const total = this.positions.reduce((sum, [lon, lat]) => [sum[0] + lon, sum[1] + lat], [0, 0]);
    return total.map((number) => Math.round((number / this.positions.length) * 1e6) / 1e6);
  }

  show() {
    const { geometry } = this;
    const points = this.positions.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates } }));
    const drawn = geometry && this.shape !== "point" ? [{ type: "Feature", properties: {}, geometry }] : [];
    this.map.getSource("drawing").setData({ type: "FeatureCollection", features: [...drawn, ...points] });
    this.write(geometry);
    this.tell(geometry);
  }

  write(geometry) {
    const [lon, lat] = geometry ? this.middle : ["", ""];
    const values = { latitude: lat, longitude: lon, geometry: geometry ? JSON.stringify(geometry) : "" };
    for (const [name, input] of Object.entries(this.inputs)) {
      if (!input || input.value === String(values[name])) continue;
      input.value = values[name];
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  tell(geometry) {
    for (const button of this.tools.querySelectorAll("[data-shape]")) {
      button.setAttribute("aria-pressed", String(button.dataset.shape === this.shape));
    }
    const missing = LEAST[this.shape] - this.positions.length;
    const hint = { point: "Cliquez sur la carte pour placer le repère.", line: "Cliquez le long de la rue.", polygon: "Cliquez autour de la zone." };
    this.status.textContent = geometry
      ? "Emplacement enregistré dans le formulaire."
      : `${hint[this.shape]} Encore ${missing} point${missing > 1 ? "s" : ""}.`;
  }
}

export function startDrawing(map, block, maplibre) {
  new Drawing(map, block, maplibre).start();
}
