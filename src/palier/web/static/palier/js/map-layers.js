// How each kind of source is drawn. Kinds: area, line, point, cluster (points with a `number`). Tones: accent, muted, warm, alert.

const TONES = {
  accent: "#0f4c5c",
  muted: "#8a9a9e",
  warm: "#d98416",
  alert: "#b3261e",
};

function area(id, color, source) {
  const quiet = source.tone === "muted";
  return [
    {
      id: `${id}-fill`,
      type: "fill",
      source: id,
      paint: { "fill-color": quiet ? "#ffffff" : color, "fill-opacity": quiet ? 0.7 : 0.12 },
      metadata: { opens: !quiet },
    },
    {
      id: `${id}-edge`,
      type: "line",
      source: id,
      paint: { "line-color": color, "line-width": quiet ? 1 : 2.5 },
    },
  ];
}

function line(id, color, source) {
  const quiet = source.tone === "muted";
  const width = ["interpolate", ["exponential", 1.6], ["zoom"], 11, quiet ? 0.6 : 2, 17, quiet ? 9 : 10];
  return [
    {
      id: `${id}-line`,
      type: "line",
      source: id,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": quiet ? "#c3cdc9" : color, "line-width": width },
      metadata: { opens: !quiet },
    },
  ];
}

function point(id, color) {
  return [
    {
      id: `${id}-point`,
      type: "circle",
      source: id,
      paint: {
        "circle-color": color,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 5, 16, 9],
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": 2,
      },
      metadata: { opens: true },
    },
  ];
}

// A point alone keeps the size of a point; several say how many they are.
function cluster(id, color) {
  return [
    {
      id: `${id}-cluster`,
      type: "circle",
      source: id,
      paint: {
        "circle-color": color,
        "circle-radius": ["step", ["get", "number"], 7, 2, 13, 10, 16, 100, 20, 1000, 25],
        "circle-stroke-color": "#ffffff",
        "circle-stroke-width": 2,
      },
      metadata: { opens: true },
    },
    {
      id: `${id}-numbers`,
      type: "symbol",
      source: id,
      filter: [">", ["get", "number"], 1],
      layout: {
        "text-field": ["to-string", ["get", "number"]],
        "text-size": 12,
        "text-font": ["sans-serif"],
        "text-allow-overlap": true,
      },
      paint: { "text-color": "#1d2326", "text-halo-color": "#ffffff", "text-halo-width": 1 },
    },
  ];
}

function names(id) {
  return {
    id: `${id}-names`,
    type: "symbol",
    source: id,
    layout: { "text-field": ["get", "name"], "text-size": 12, "text-font": ["sans-serif"] },
    paint: { "text-color": "#2c3b42", "text-halo-color": "#ffffff", "text-halo-width": 1.5 },
  };
}

export function layersOf(source, id) {
  const color = TONES[source.tone] ?? TONES.accent;
  const draw = { area, line, point, cluster }[source.kind] ?? point;
  const layers = draw(id, color, source);
  return source.names ? [...layers, names(id)] : layers;
}
