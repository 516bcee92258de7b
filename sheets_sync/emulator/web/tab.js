/** One tab as the page knows it: its shape at once, its cells in blocks of rows as they are looked at. */

import { address, areaAddress, areaOf, holds, meets } from "./a1.js";
import { getSpreadsheet } from "./api.js";
import { Axis } from "./axis.js";

/** Rows fetched at a time. */
export const BLOCK = 100;
const ROW_HEIGHT = 21;
const DIMENSIONS = "sheets.data(rowMetadata(pixelSize,hiddenByUser,hiddenByFilter),columnMetadata(pixelSize,hiddenByUser))";
const TEXT_FORMAT = "textFormat(foregroundColor,fontFamily,fontSize,bold,italic,strikethrough,underline)";
const CELLS = "sheets.data.rowData.values(userEnteredValue,userEnteredFormat/numberFormat,effectiveValue,formattedValue,"
  + "hyperlink,note,dataValidation,"
  + "textFormatRuns(startIndex,format(foregroundColor,bold,italic,strikethrough,underline,link/uri)),effectiveFormat("
  + `numberFormat/type,backgroundColor,borders,horizontalAlignment,verticalAlignment,wrapStrategy,${TEXT_FORMAT}))`;
const EMPTY = Object.freeze({});

export class Tab {
  /** A tab of the workbook `book` from its Sheet message. */
  constructor(book, message) {
    const { properties } = message;
    const grid = properties.gridProperties ?? {};
    this.book = book;
    this.id = properties.sheetId ?? 0;
    this.title = properties.title;
    this.rowCount = grid.rowCount ?? 0;
    this.columnCount = grid.columnCount ?? 0;
    this.frozenRows = grid.frozenRowCount ?? 0;
    this.frozenColumns = grid.frozenColumnCount ?? 0;
    this.withoutLines = grid.hideGridlines ?? false;
    const area = (range) => areaOf(range, this.rowCount, this.columnCount);
    this.merges = (message.merges ?? []).map(area);
    this.mergesByRow = byRow(this.merges);
    this.filter = message.basicFilter?.range ? area(message.basicFilter.range) : null;
    /** What each column of the filter lets through, by index. */
    this.criteria = criteriaOf(message.basicFilter ?? {});
    this.charts = message.charts ?? [];
    this.protections = (message.protectedRanges ?? []).map((found) => ({
      id: found.protectedRangeId,
      area: area(found.range ?? {}),
      free: (found.unprotectedRanges ?? []).map(area),
      warns: found.warningOnly ?? false,
      mayEdit: found.requestingUserCanEdit ?? false,
      reason: found.description ?? "",
    }));
    this.blocks = new Map();
    /** What was typed and is on its way to the server, by address. */
    this.pending = new Map();
    /** Heights that wrapped text needs, of rows whose height nobody set. */
    this.fitted = new Map();
  }

  /** Keep what the page knew of the same tab before: heights, and texts that are not saved yet. */
  takeOver(before) {
    this.fitted = before.fitted;
    this.pending = before.pending;
  }

  /** Fetch sizes and what is hidden. */
  async loadShape() {
    const { data } = (await getSpreadsheet(this.book, DIMENSIONS, `'${this.title.replaceAll("'", "''")}'`)).sheets[0];
    const { rowMetadata = [], columnMetadata = [] } = data[0];
    this.natural = rowMetadata.map((row) => (row.pixelSize ?? ROW_HEIGHT) === ROW_HEIGHT);
    this.columns = new Axis(columnMetadata.map((one) => (one.hiddenByUser ? 0 : one.pixelSize ?? 100)));
    this.rows = new Axis(rowMetadata.map((row, index) => {
      if (row.hiddenByUser || row.hiddenByFilter) return 0;
      return this.natural[index] ? this.fitted.get(index) ?? ROW_HEIGHT : row.pixelSize;
    }));
  }

  /** Let a row be as high as its text; rows of a set height stay. True when something changed. */
  fit(row, height) {
    if (!this.natural[row] || this.rows.size(row) === 0) return false;
    this.fitted.set(row, Math.max(height, ROW_HEIGHT));
    return this.rows.resize(row, this.fitted.get(row));
  }

  /** Fetch the rows of a span that are not known; numbers of the first rows of what came. */
  async loadRows(from, to) {
    const wanted = [];
    for (let start = from - (from % BLOCK); start < Math.min(to, this.rowCount); start += BLOCK) {
      if (!this.blocks.has(start)) wanted.push(start);
    }
    await Promise.all(wanted.map((start) => this.loadBlock(start)));
    return wanted;
  }

  async loadBlock(start) {
    // The place is taken at once, so that scrolling does not ask twice.
    const block = { rows: [], known: false, height: Math.min(BLOCK, this.rowCount - start) };
    this.blocks.set(start, block);
    const area = { top: start, left: 0, bottom: start + block.height, right: this.columnCount };
    try {
      const answer = await getSpreadsheet(this.book, CELLS, `'${this.title.replaceAll("'", "''")}'!${areaAddress(area)}`);
      block.rows = answer.sheets?.[0]?.data?.[0]?.rowData ?? [];
      block.known = true;
    } catch (error) {
      this.blocks.delete(start);
      throw error;
    }
  }

  /** Whether the rows of an area have been fetched. */
  knows({ top, bottom }) {
    for (let start = top - (top % BLOCK); start < bottom; start += BLOCK) {
      if (!this.blocks.get(start)?.known) return false;
    }
    return true;
  }

  /** CellData of a cell; empty while it is not known. */
  cell(row, column) {
    const block = this.blocks.get(row - (row % BLOCK));
    return block?.rows[row % BLOCK]?.values?.[column] ?? EMPTY;
  }

  /** What a cell shows, with what was just typed. */
  shown(row, column) {
    return this.pending.get(address(row, column)) ?? this.cell(row, column).formattedValue ?? "";
  }

  /** The merged area that a cell belongs to. */
  mergeAt(row, column) {
    return this.mergesByRow.get(row)?.find((merge) => holds(merge, row, column));
  }

  /** Whether a cell is a title of the filtered range. */
  isFilterHead(row, column) {
    const { filter } = this;
    return Boolean(filter) && row === filter.top && column >= filter.left && column < filter.right;
  }

  /** The area grown until it cuts no merged cell. */
  whole(area) {
    const cut = this.merges.find((merge) => meets(merge, area)
      && (merge.top < area.top || merge.left < area.left || merge.bottom > area.bottom || merge.right > area.right));
    if (!cut) return area;
    return this.whole({
      top: Math.min(area.top, cut.top),
      left: Math.min(area.left, cut.left),
      bottom: Math.max(area.bottom, cut.bottom),
      right: Math.max(area.right, cut.right),
    });
  }

  /** Protections that an area touches, unless it lies in a part that they leave free. */
  protectionsOf(area) {
    return this.protections.filter((found) => meets(found.area, area) && !found.free.some((part) => within(part, area)));
  }
}

/** Google tells criteria as a map and as a list of the same. */
function criteriaOf({ criteria = {}, filterSpecs = [] }) {
  const listed = filterSpecs.map((spec) => [String(spec.columnIndex ?? 0), spec.filterCriteria ?? {}]);
  return { ...criteria, ...Object.fromEntries(listed) };
}

function byRow(merges) {
  const found = new Map();
  for (const merge of merges) {
    for (let row = merge.top; row < merge.bottom; row += 1) found.set(row, [...(found.get(row) ?? []), merge]);
  }
  return found;
}

function within(outer, inner) {
  return outer.top <= inner.top && outer.left <= inner.left && outer.bottom >= inner.bottom && outer.right >= inner.right;
}
