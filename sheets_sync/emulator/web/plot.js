/** Columns, bars, lines, areas and points, drawn by uPlot, which is fetched when the first chart needs it. */

import { element } from "./dom.js";
import { numberText } from "./text.js";

const LIBRARY = "/_emulator/web/vendor/uPlot.iife.min.js";
const LOOK = "/_emulator/web/vendor/uPlot.min.css";
const FONT = "12px Roboto, Arial, sans-serif";
/** Part of a label's room that its bars take. */
const FULL = 0.8;
/** Pixels that the legend needs below the plot, labels beside bars, and numbers with the space around them. */
const LEGEND = 34;
const ROOM = { labels: 120, numbers: 100 };
let fetched = null;

function library() {
  fetched ??= new Promise((resolve, reject) => {
    const script = element("script", { src: LIBRARY, onload: () => resolve(window.uPlot), onerror: reject });
    document.head.append(element("link", { rel: "stylesheet", href: LOOK }), script);
  });
  return fetched;
}

/** Draw labels and series into a box of that room. */
export async function drawPlot(box, data, { width, height }) {
  const Plot = await library();
  const sideways = data.kind === "BAR";
  const shown = data.stacked ? stacked(data.series) : data.series;
  const bars = shown.filter(isBar);
  const x = data.labels.map((_, index) => index);
  const options = {
    width,
    height: height - LEGEND,
    legend: { live: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-0.5, Math.max(x.length, 1) - 0.5], ...(sideways ? { ori: 1, dir: -1 } : {}) },
      y: { range: (_, low, high) => [Math.min(low ?? 0, 0), (Math.max(high ?? 0, 0) || 1) * 1.08], ...(sideways ? { ori: 0, dir: 1 } : {}) },
    },
    axes: [
      { font: FONT, side: sideways ? 3 : 2, size: sideways ? ROOM.labels : 34, grid: { show: false }, splits: () => x,
        values: () => fitting(data.labels, sideways ? ROOM.labels : (width - ROOM.numbers) / Math.max(x.length, 1)) },
      { font: FONT, side: sideways ? 2 : 3, size: sideways ? 34 : 64, values: (_, ticks) => ticks.map(numberText) },
    ],
    series: [{}, ...shown.map((one) => seriesOptions(Plot, one, bars, data, x.length))],
  };
  new Plot(options, [x, ...shown.map((one) => one.numbers)], box);
}

function isBar({ kind }) {
  return kind === "COLUMN" || kind === "BAR";
}

function seriesOptions(Plot, one, bars, { stacked: onTop }, count) {
  const common = { label: one.name, stroke: one.colour, width: 2, points: { show: one.kind !== "AREA" && !isBar(one) } };
  if (one.kind === "SCATTER") return { ...common, paths: () => null, points: { show: true, size: 8, fill: one.colour } };
  if (one.kind === "AREA" || one.kind === "STEPPED_AREA") return { ...common, fill: faded(one.colour) };
  if (!isBar(one)) return common;
  // Bars of one label share its room, or stand on top of each other.
  const groups = onTop ? 1 : bars.length;
  const at = onTop ? 0 : bars.indexOf(one);
  const size = FULL / groups / count;
  const starts = Array.from({ length: count }, (_, index) => (index + (1 - FULL) / 2) / count + at * size);
  const layout = { x0: { unit: 2, values: () => starts }, size: { unit: 2, values: () => starts.map(() => size) } };
  return { ...common, width: 0, fill: one.colour, paths: Plot.paths.bars({ disp: layout }) };
}

/** Series whose numbers stand upon those before; the highest first, so that the others are drawn upon it. */
function stacked(series) {
  const sums = [];
  const found = series.map((one) => ({
    ...one,
    numbers: one.numbers.map((number, index) => {
      sums[index] = (sums[index] ?? 0) + (number ?? 0);
      return sums[index];
    }),
  }));
  return found.reverse();
}

/** Labels cut to the room that each has. */
function fitting(labels, pixels) {
  const letters = Math.max(Math.floor(pixels / 7), 3);
  return labels.map((label) => (label.length > letters ? `${label.slice(0, letters - 1)}…` : label));
}

function faded(colour) {
  return `color-mix(in srgb, ${colour} 30%, transparent)`;
}
