/** Addresses as users write them. An area is {top, left, bottom, right}, zero-based, its ends exclusive. */

/** Letters of a zero-based column: 0 is A, 26 is AA. */
export function columnLetters(column) {
  let letters = "";
  for (let rest = column; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  }
  return letters;
}

function columnNumber(letters) {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A1 address of one cell. */
export function address(row, column) {
  return columnLetters(column) + (row + 1);
}

/** A1 address of an area; of one cell without a colon. */
export function areaAddress({ top, left, bottom, right }) {
  const first = address(top, left);
  const last = address(bottom - 1, right - 1);
  return first === last ? first : `${first}:${last}`;
}

/** The address with its tab, as Google's API takes it. */
export function rangeOf(tab, area) {
  return `'${tab.title.replaceAll("'", "''")}'!${areaAddress(area)}`;
}

const CORNER = /^\$?([A-Z]{0,3})\$?(\d{0,7})$/;

/** The area that `D7`, `A1:B3`, `D:D`, `7:9` or `D2:D` names within a tab; null of anything else. */
export function parseArea(text, rowCount, columnCount) {
  const corners = text.trim().toUpperCase().split(":").map((part) => CORNER.exec(part));
  if (corners.length > 2 || corners.some((corner) => !corner || !corner[0])) return null;
  const [first, last] = [corners[0], corners.at(-1)];
  if (corners.length === 1 && !(first[1] && first[2])) return null;
  const rows = span(first[2] && Number(first[2]) - 1, last[2] && Number(last[2]) - 1, rowCount);
  const columns = span(first[1] && columnNumber(first[1]), last[1] && columnNumber(last[1]), columnCount);
  if (!rows || !columns) return null;
  return { top: rows[0], bottom: rows[1], left: columns[0], right: columns[1] };
}

/** From one open or given end to the other, cut at the tab's edge; null when it lies outside. */
function span(first, last, count) {
  const start = first === "" ? 0 : first;
  const end = last === "" ? count - 1 : last;
  const low = Math.min(start, end);
  return low < 0 || low >= count ? null : [low, Math.min(Math.max(start, end), count - 1) + 1];
}

/** The GridRange of an area. */
export function gridRange(tab, { top, left, bottom, right }) {
  return { sheetId: tab.id, startRowIndex: top, endRowIndex: bottom, startColumnIndex: left, endColumnIndex: right };
}

/** The area of a GridRange, whose missing ends are the tab's. */
export function areaOf(range, rowCount, columnCount) {
  return {
    top: range.startRowIndex ?? 0,
    left: range.startColumnIndex ?? 0,
    bottom: Math.min(range.endRowIndex ?? rowCount, rowCount),
    right: Math.min(range.endColumnIndex ?? columnCount, columnCount),
  };
}

/** Whether an area holds a cell. */
export function holds(area, row, column) {
  return row >= area.top && row < area.bottom && column >= area.left && column < area.right;
}

/** Whether two areas share a cell. */
export function meets(one, other) {
  return one.top < other.bottom && other.top < one.bottom && one.left < other.right && other.left < one.right;
}
