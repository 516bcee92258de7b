/** What a chart shows: its labels and series, fetched from the cells that its spec names. */

import { areaOf, rangeOf } from "./a1.js";
import { getValues } from "./api.js";
import { css } from "./look.js";

/** Colours of series that name none, as Google has them. */
const COLOURS = ["#4285f4", "#ea4335", "#fbbc04", "#34a853", "#ff6d01", "#46bdc6", "#7baaf7", "#f07b72"];
const DRAWN = new Set(["COLUMN", "BAR", "LINE", "AREA", "SCATTER", "COMBO", "STEPPED_AREA"]);

/**
 * {title, kind, stacked, labels, series: [{name, kind, colour, numbers}]} of a chart; a kind of "" cannot be drawn.
 * `page` knows the tabs that ranges lie on.
 */
export async function chartData(page, { spec }) {
  const { title = "", basicChart, pieChart } = spec;
  if (pieChart) return { title, kind: "PIE", ...await pieData(page, pieChart) };
  const kind = DRAWN.has(basicChart?.chartType) ? basicChart.chartType : "";
  if (!kind) return { title, kind: "", labels: [], series: [] };
  return { title, kind, stacked: (basicChart.stackedType ?? "NOT_STACKED") !== "NOT_STACKED", ...await basicData(page, basicChart) };
}

async function basicData(page, { domains = [], series = [], headerCount = 0, chartType }) {
  const [labels = [], ...columns] = await Promise.all([
    column(page, domains[0]?.domain, "FORMATTED_VALUE"),
    ...series.map((one) => column(page, one.series, "UNFORMATTED_VALUE")),
  ]);
  const length = Math.max(labels.length, ...columns.map((cells) => cells.length)) - headerCount;
  return {
    labels: padded(labels.slice(headerCount), length, ""),
    series: columns.map((cells, index) => ({
      name: headerCount ? cells.slice(0, headerCount).join(" ") : `Dãy ${index + 1}`,
      kind: series[index].type ?? (chartType === "COMBO" ? "COLUMN" : chartType),
      colour: colourOf(series[index], index),
      numbers: padded(cells.slice(headerCount).map(number), length, null),
    })),
  };
}

async function pieData(page, { domain, series }) {
  const [labels, cells] = await Promise.all([column(page, domain, "FORMATTED_VALUE"), column(page, series, "UNFORMATTED_VALUE")]);
  // A first cell that is no number is the title of the column.
  const skipped = typeof cells[0] === "number" ? 0 : 1;
  const numbers = cells.slice(skipped).map(number);
  return { labels: padded(labels.slice(skipped), numbers.length, ""), series: [{ name: "", kind: "PIE", numbers }] };
}

/** The colour of a series, or of a slice, by its place. */
export function colourOf({ colorStyle, color } = {}, index) {
  const given = colorStyle?.rgbColor ?? color;
  return given ? css(given) : COLOURS[index % COLOURS.length];
}

/** The cells of a column, or of a row, that a chart's source names. */
async function column(page, data, render) {
  const sources = data?.sourceRange?.sources ?? [];
  const found = await Promise.all(sources.map((source) => cellsOf(page, source, render)));
  return found.flat();
}

async function cellsOf(page, source, render) {
  const entry = page.tabs.find((one) => one.id === (source.sheetId ?? 0));
  if (!entry) return [];
  const { rowCount = 0, columnCount = 0 } = entry.message.properties.gridProperties ?? {};
  const area = areaOf(source, rowCount, columnCount);
  const across = area.bottom - area.top === 1;
  const [cells = []] = await getValues(page.id, rangeOf(entry, area), across ? "ROWS" : "COLUMNS", render);
  return cells;
}

function number(cell) {
  return typeof cell === "number" ? cell : null;
}

function padded(cells, length, filler) {
  return Array.from({ length }, (_, index) => cells[index] ?? filler);
}
