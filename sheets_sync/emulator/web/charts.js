/** The charts of a tab, drawn where they lie upon the grid. */

import { chartData } from "./chartdata.js";
import { element } from "./dom.js";
import { drawPie } from "./pie.js";
import { drawPlot } from "./plot.js";

/** Pixels of a chart whose position names no size, as Google's. */
const SIZE = { width: 600, height: 371 };
const KINDS = { COLUMN: "cột", BAR: "thanh ngang", LINE: "đường", AREA: "vùng", SCATTER: "điểm", COMBO: "kết hợp", STEPPED_AREA: "vùng", PIE: "tròn" };
const FAR = "Loại biểu đồ này chỉ xem được ở Google Trang tính.";

export class Charts {
  constructor(page) {
    this.page = page;
    /** What is drawn, by chart: {box, key, chart}. */
    this.drawn = new Map();
    page.view.onShape = () => this.place();
  }

  /** Lay what is drawn where its anchors are now. */
  place() {
    const { tab, view } = this.page;
    for (const { box, chart } of this.drawn.values()) {
      const { overlayPosition } = chart.position;
      const { left, top } = placeOf(tab, overlayPosition);
      const { rowIndex = 0, columnIndex = 0 } = overlayPosition.anchorCell ?? {};
      const { above } = view.layerOf(rowIndex, columnIndex);
      if (box.parentNode !== above) above.append(box);
      box.style.left = `${left}px`;
      box.style.top = `${top}px`;
    }
  }

  /** Show the charts of the open tab; those that changed are drawn anew. */
  async show() {
    const { tab } = this.page;
    const wanted = tab.charts.filter((chart) => chart.position?.overlayPosition);
    const shown = new Set(wanted.map((chart) => `${tab.id} ${chart.chartId}`));
    for (const [id, { box }] of this.drawn) {
      if (shown.has(id)) continue;
      box.remove();
      this.drawn.delete(id);
    }
    await Promise.all(wanted.map((chart) => this.showOne(tab, chart)));
    if (tab === this.page.tab) this.place();
  }

  async showOne(tab, chart) {
    const place = placeOf(tab, chart.position.overlayPosition);
    const data = await chartData(this.page, chart);
    if (tab !== this.page.tab) return;
    const id = `${tab.id} ${chart.chartId}`;
    const key = JSON.stringify([place.width, place.height, data]);
    let known = this.drawn.get(id);
    if (known?.key !== key) {
      const box = await chartElement(data, place);
      if (tab !== this.page.tab) return;
      // Another look may have drawn it meanwhile.
      this.drawn.get(id)?.box.remove();
      known = { box, key };
    }
    this.drawn.set(id, { ...known, chart });
  }
}

function placeOf(tab, { anchorCell = {}, offsetXPixels = 0, offsetYPixels = 0, widthPixels, heightPixels }) {
  return {
    left: tab.columns.start(Math.min(anchorCell.columnIndex ?? 0, tab.columnCount)) + offsetXPixels,
    top: tab.rows.start(Math.min(anchorCell.rowIndex ?? 0, tab.rowCount)) + offsetYPixels,
    width: widthPixels ?? SIZE.width,
    height: heightPixels ?? SIZE.height,
  };
}

/** The figure of a chart, told in words to those who cannot see it. */
async function chartElement(data, { width, height }) {
  const names = data.series.map((one) => one.name).filter(Boolean).join(", ");
  const told = `Biểu đồ ${KINDS[data.kind] ?? ""} ${data.title}${names && `: ${names}`}`;
  const box = element("figure", { className: "chart", role: "img", "aria-label": told });
  box.style.width = `${width}px`;
  box.style.height = `${height}px`;
  const title = element("figcaption", {}, data.title);
  const room = { width: width - 24, height: height - (data.title ? 46 : 16) };
  const body = element("div", { className: "chart-body" });
  box.append(...(data.title ? [title] : []), body);
  if (data.kind === "PIE") drawPie(body, data, room);
  else if (data.kind) await drawPlot(body, data, room);
  else body.append(element("p", { className: "chart-far" }, FAR));
  return box;
}
