/** A workbook's name, locale and tabs. */

import { getSpreadsheet } from "./api.js";

const PROTECTED = "protectedRanges(protectedRangeId,range,unprotectedRanges,warningOnly,requestingUserCanEdit,description)";
const SHEET = "properties(sheetId,title,index,hidden,sheetType,tabColor,gridProperties)";
const CHARTS = "charts(chartId,position,spec)";
const SHAPE = `properties(title,locale),sheets(${SHEET},merges,basicFilter,${CHARTS},${PROTECTED})`;

/** {title, locale, tabs}; each tab {id, title, index, hidden, color, isProtected} with the Sheet `message` it came from. */
export async function fetchBook(id) {
  const { properties, sheets } = await getSpreadsheet(id, SHAPE);
  const grids = sheets.filter((sheet) => (sheet.properties.sheetType ?? "GRID") === "GRID");
  return { title: properties.title, locale: properties.locale ?? "vi_VN", tabs: grids.map(tabEntry) };
}

function tabEntry(message) {
  const { sheetId = 0, title, index = 0, hidden = false, tabColor } = message.properties;
  const isProtected = (message.protectedRanges ?? []).some(keepsOut);
  return { id: sheetId, title, index, hidden, color: tabColor, isProtected, message };
}

/** Whether a protection keeps the acting person out of the whole tab. */
function keepsOut({ range = {}, requestingUserCanEdit, warningOnly }) {
  return !requestingUserCanEdit && !warningOnly && !("startRowIndex" in range) && !("startColumnIndex" in range);
}
