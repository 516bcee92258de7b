/** A pie with its legend. */

import { colourOf } from "./chartdata.js";
import { element } from "./dom.js";
import { numberText } from "./text.js";

/** Draw the first series as a pie into a box of that room. */
export function drawPie(box, { labels, series: [{ numbers }] }, { width, height }) {
  const side = Math.min(width / 2, height);
  const scale = window.devicePixelRatio || 1;
  const canvas = element("canvas", { width: side * scale, height: side * scale });
  canvas.style.width = `${side}px`;
  const total = numbers.reduce((sum, one) => sum + Math.max(one ?? 0, 0), 0);
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  let angle = -Math.PI / 2;
  const legend = element("ul", { className: "pie-legend" });
  numbers.forEach((one, index) => {
    const share = total ? Math.max(one ?? 0, 0) / total : 0;
    pen.fillStyle = colourOf({}, index);
    pen.beginPath();
    pen.moveTo(side / 2, side / 2);
    pen.arc(side / 2, side / 2, side / 2 - 8, angle, angle + share * 2 * Math.PI);
    pen.fill();
    angle += share * 2 * Math.PI;
    const mark = element("span", { className: "pie-mark" });
    mark.style.background = colourOf({}, index);
    legend.append(element("li", {}, mark, `${labels[index]}: ${numberText(one ?? 0)} (${numberText(Math.round(share * 1000) / 10)}%)`));
  });
  box.classList.add("pie");
  box.append(canvas, legend);
}
