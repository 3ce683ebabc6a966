// The map: local GeoJSON drawn by MapLibre, popups, and the way into the drawing tools when a form asks for them.
import * as maplibre from "../vendor/maplibre/maplibre-gl.mjs";
import { layersOf } from "./map-layers.js";
import { startDrawing } from "./map-drawing.js";

const FRENCH = {
  "NavigationControl.ZoomIn": "Zoomer",
  "NavigationControl.ZoomOut": "Dézoomer",
  "AttributionControl.ToggleAttribution": "Afficher les sources",
  "Popup.Close": "Fermer",
  "Marker.Title": "Repère",
};
const FRANCE = [-5.2, 41.3, 9.7, 51.2];

function baseStyle(block) {
  const style = {
    version: 8,
    sources: {},
    layers: [{ id: "ground", type: "background", paint: { "background-color": "#eef3f0" } }],
  };
  if (block.dataset.tiles) {
    const { tiles, attribution } = block.dataset;
    style.sources.tiles = { type: "raster", tiles: [tiles], tileSize: 256, attribution };
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

async function addSource(map, source, index) {
  const answer = await fetch(source.url, { headers: { Accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${source.url}: ${answer.status}`);
  const collection = await answer.json();
  const id = `source-${index}`;
  map.addSource(id, { type: "geojson", data: collection, attribution: source.attribution ?? "" });
  for (const layer of layersOf(source, id)) {
    map.addLayer(layer);
    if (layer.metadata?.opens) listen(map, layer.id);
  }
  return collection;
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

function frame(map, block, framed) {
  const given = JSON.parse(block.dataset.bounds);
  const found = boundsOf(framed);
  const bounds = given.length === 4 ? given : found.isEmpty() ? FRANCE : found;
  map.fitBounds(bounds, { padding: 32, maxZoom: 16, animate: false });
}

async function start(block) {
  maplibre.setWorkerUrl(block.dataset.worker);
  const map = new maplibre.Map({
    container: block,
    style: baseStyle(block),
    bounds: FRANCE,
    locale: { ...FRENCH, "Map.Title": block.dataset.label },
    attributionControl: { compact: true },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl({ unit: "metric" }));
  await map.once("load");
  const sources = JSON.parse(block.dataset.sources);
  const collections = [];
  for (const [index, source] of sources.entries()) {
    try {
      collections.push({ source, collection: await addSource(map, source, index) });
    } catch (error) {
      console.warn("carte : source illisible", error);
    }
  }
  const framing = collections.filter(({ source }) => source.frame);
  frame(map, block, (framing.length ? framing : collections).map(({ collection }) => collection));
  if (block.dataset.draw) startDrawing(map, block, maplibre);
  block.dataset.ready = "1";
}

for (const block of document.querySelectorAll("[data-map]")) start(block);
