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

async function read(source) {
  const answer = await fetch(source.url, { headers: { Accept: "application/geo+json" } });
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
    new maplibre.Popup().setLngLat(event.lngLat).setDOMContent(popupContent(feature.properties)).addTo(map);
  });
  map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
}

function given(block) {
  const bounds = JSON.parse(block.dataset.bounds);
  return bounds.length === 4 ? bounds : null;
}

function frame(map, block, framed) {
  const found = boundsOf(framed);
  map.fitBounds(given(block) ?? (found.isEmpty() ? FRANCE : found), { ...FITTED, animate: false });
}

async function start(block) {
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
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl({ unit: "metric" }));
  const sources = JSON.parse(block.dataset.sources);
  // All are asked for at once, and drawn in their order.
  const [answers] = await Promise.all([Promise.allSettled(sources.map(read)), map.once("load")]);
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
  frame(map, block, (framing.length ? framing : collections).map(({ collection }) => collection));
  if (block.dataset.draw) startDrawing(map, block, maplibre);
  block.dataset.ready = "1";
}

for (const block of document.querySelectorAll("[data-map]")) start(block);
