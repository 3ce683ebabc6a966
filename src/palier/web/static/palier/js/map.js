// The map: local GeoJSON drawn by MapLibre, popups, and the way into the drawing tools when a form asks for them.
import * as maplibre from "../vendor/maplibre/maplibre-gl.mjs";
import { layersOf } from "./map-layers.js";
import { startDrawing } from "./map-drawing.js";

const FRENCH = {
  "NavigationControl.ZoomIn": "Zoomer",
  "NavigationControl.ZoomOut": "Dézoomer",
  "Popup.Close": "Fermer",
  "Marker.Title": "Repère",
};
const FRANCE = [-5.2, 41.3, 9.7, 51.2];
const NEAREST = 17;
const FITTED = { padding: 32, maxZoom: 16 };

function baseStyle(block) {
  const style = {
    version: 8,
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": "#eef3f0" } }],
  };
  if (block.dataset.tiles) {
    style.sources.tiles = { type: "raster", tiles: [block.dataset.tiles], tileSize: 256 };
    style.layers.push({ id: "tiles", type: "raster", source: "tiles" });
  }
  return style;
}

function eachPosition(coordinates, use) {
  if (typeof coordinates?.[0] === "number") use(coordinates);
  else coordinates?.forEach((inner) => eachPosition(inner, use));
}

function boundsOf(collections) {
  const bounds = new maplibre.LngLatBounds();
  for (const collection of collections) {
    for (const feature of collection.features ?? []) {
      eachPosition(feature.geometry?.coordinates, (position) => bounds.extend(position));
    }
  }
  return bounds;
}

function popupContent(properties) {
  const content = document.createElement("div");
  const name = document.createElement(properties.url ? "a" : "strong");
  name.textContent = properties.name ?? "";
  // Only addresses of this service: what comes from a feature is never trusted as a link elsewhere.
  if (properties.url?.startsWith("/")) name.href = properties.url;
  content.append(name);
  if (properties.detail) {
    const detail = document.createElement("div");
    detail.textContent = properties.detail;
    content.append(detail);
  }
  return content;
}

async function read(source, box = "") {
  const url = new URL(source.url, window.location.href);
  if (box) url.searchParams.set("bbox", box);
  const answer = await fetch(url, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${source.url}: ${answer.status}`);
  return answer.json();
}

function addSource(map, source, collection, index) {
  const id = `source-${index}`;
  map.addSource(id, { type: "geojson", data: collection });
  for (const layer of layersOf(source, id)) {
    map.addLayer(layer);
    if (layer.metadata?.opens) listen(map, layer.id);
  }
}

function listen(map, layer) {
  map.on("click", layer, (event) => {
    const [feature] = event.features;
    if (!feature?.properties.name) return;
    // Gathered points have no page of their own: the map draws nearer, as long as it can.
    if (feature.properties.number > 1 && !feature.properties.url && map.getZoom() < NEAREST) {
      map.easeTo({ center: event.lngLat, zoom: Math.min(map.getZoom() + 2, NEAREST), animate: false });
      return;
    }
    new maplibre.Popup().setLngLat(event.lngLat).setDOMContent(popupContent(feature.properties)).addTo(map);
  });
  map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
}

// A source that says `moving` is asked again for what the map now shows; a late answer never replaces a newer one.
function follow(map, source, index) {
  let asked = 0;
  map.on("moveend", async () => {
    asked += 1;
    const mine = asked;
    const bounds = map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const kept = [Math.max(box[0], -180), Math.max(box[1], -90), Math.min(box[2], 180), Math.min(box[3], 90)];
    try {
      const collection = await read(source, kept.map((side) => side.toFixed(6)).join(","));
      if (mine === asked) map.getSource(`source-${index}`).setData(collection);
    } catch (reason) {
      console.warn("carte : source illisible", reason);
    }
  });
}

function given(block) {
  const bounds = JSON.parse(block.dataset.bounds);
  return bounds.length === 4 ? bounds : null;
}

function frame(map, block, framed) {
  const found = boundsOf(framed);
  map.fitBounds(given(block) ?? (found.isEmpty() ? FRANCE : found), { ...FITTED, animate: false });
}

// A map drawn again and again in a page that refreshes itself gives back what it held.
const drawn = new WeakMap();

async function start(block) {
  if (drawn.has(block)) return;
  maplibre.setWorkerUrl(block.dataset.worker);
  const map = new maplibre.Map({
    container: block,
    style: baseStyle(block),
    bounds: given(block) ?? FRANCE,
    fitBoundsOptions: FITTED,
    locale: { ...FRENCH, "Map.Title": block.dataset.label },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
  });
  drawn.set(block, map);
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl({ unit: "metric" }));
  const sources = JSON.parse(block.dataset.sources);
  // All are asked for at once, and drawn in their order.
  const [answers] = await Promise.all([Promise.allSettled(sources.map((source) => read(source))), map.once("load")]);
  const collections = [];
  for (const [index, source] of sources.entries()) {
    const { value: collection, reason } = answers[index];
    if (collection) {
      addSource(map, source, collection, index);
      collections.push({ source, collection });
    } else {
      console.warn("carte : source illisible", reason);
    }
  }
  const framing = collections.filter(({ source }) => source.frame);
  for (const [index, source] of sources.entries()) {
    if (source.moving && answers[index].value) follow(map, source, index);
  }
  frame(map, block, (framing.length ? framing : collections).map(({ collection }) => collection));
  if (block.dataset.draw) startDrawing(map, block, maplibre);
  block.dataset.ready = "1";
}

function startAll(root) {
  for (const block of root.querySelectorAll("[data-map]")) start(block);
}

startAll(document);
document.addEventListener("htmx:load", (event) => startAll(event.detail.elt));
document.addEventListener("htmx:beforeCleanupElement", (event) => drawn.get(event.detail.elt)?.remove());
