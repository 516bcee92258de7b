/** Google's cell formats as styles. */

/** Points to pixels. */
const PIXELS_A_POINT = 4 / 3;
const DEFAULT_POINTS = 10;
/** Space left and right of the text, and the cell's own line. */
const SIDES = 7;
const VERTICAL = { TOP: "flex-start", MIDDLE: "center", BOTTOM: "flex-end" };
const STROKES = {
  DOTTED: "1px dotted",
  DASHED: "1px dashed",
  SOLID: "1px solid",
  SOLID_MEDIUM: "2px solid",
  SOLID_THICK: "3px solid",
  DOUBLE: "3px double",
};

/** A Color message as CSS; missing parts are 0. */
export function css({ red = 0, green = 0, blue = 0 } = {}) {
  const [r, g, b] = [red, green, blue].map((part) => Math.round(part * 255));
  return `rgb(${r} ${g} ${b})`;
}

function isWhite({ red = 0, green = 0, blue = 0 }) {
  return red === 1 && green === 1 && blue === 1;
}

/** The CSS font of a format, also for measuring. */
export function fontOf({ textFormat: { bold, italic, fontSize = DEFAULT_POINTS, fontFamily = "Arial" } = {} } = {}) {
  const family = fontFamily.replaceAll(/["\\;{}]/g, "");
  return `${italic ? "italic " : ""}${bold ? "bold " : ""}${fontSize * PIXELS_A_POINT}px "${family}", Arial, sans-serif`;
}

/** Style the cell by its effectiveFormat. */
export function applyLook(cell, format) {
  const { style } = cell;
  if (format.textFormat) applyText(style, format.textFormat, fontOf(format));
  if (format.backgroundColor && !isWhite(format.backgroundColor)) style.backgroundColor = css(format.backgroundColor);
  if (format.horizontalAlignment) style.textAlign = format.horizontalAlignment.toLowerCase();
  if (format.verticalAlignment) style.alignItems = VERTICAL[format.verticalAlignment];
  if (format.wrapStrategy === "WRAP") cell.classList.add("wrapped");
  for (const [side, border] of Object.entries(format.borders ?? {})) {
    const stroke = STROKES[border.style];
    if (stroke) style.setProperty(`border-${side}`, `${stroke} ${css(border.color)}`);
  }
}

function applyText(style, text, font) {
  style.font = font;
  style.lineHeight = "1.2";
  if (text.foregroundColor) style.color = css(text.foregroundColor);
  const lines = [text.underline && "underline", text.strikethrough && "line-through"].filter(Boolean);
  if (lines.length) style.textDecorationLine = lines.join(" ");
}

/** Style a part of a text by its TextFormat; only what it says differs from the cell. */
export function applyRun(part, text) {
  if ("bold" in text) part.style.fontWeight = text.bold ? "bold" : "normal";
  if ("italic" in text) part.style.fontStyle = text.italic ? "italic" : "normal";
  if (text.foregroundColor) part.style.color = css(text.foregroundColor);
  const lines = [text.underline && "underline", text.strikethrough && "line-through"].filter(Boolean);
  if (lines.length) part.style.textDecorationLine = lines.join(" ");
}

const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();
/** Texts whose widths are kept. */
const MOST_WIDTHS = 20_000;

/** Pixels that a text needs on one line, with the space around it. */
export function textWidth(text, format) {
  const font = fontOf(format);
  const key = font + text;
  if (!widths.has(key)) {
    if (widths.size > MOST_WIDTHS) widths.clear();
    ruler.font = font;
    widths.set(key, Math.max(...text.split("\n").map((line) => ruler.measureText(line).width)) + SIDES);
  }
  return widths.get(key);
}
