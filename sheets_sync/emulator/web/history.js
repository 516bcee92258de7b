/** Typed changes that can be taken back; the latest of them only, until rows or columns move. */

import { gridRange } from "./a1.js";
import { batchUpdate } from "./api.js";

/** Changes kept, and cells that one change may have to be kept. */
const MOST_STEPS = 50;
const MOST_CELLS = 5000;
const FIELDS = "userEnteredValue,userEnteredFormat.numberFormat";

export class History {
  constructor() {
    this.steps = [];
  }

  /** Keep what an area holds before it is changed; the kept step, or nothing when the area is too large. */
  remember(tab, area) {
    const cells = (area.bottom - area.top) * (area.right - area.left);
    if (cells > MOST_CELLS || area.bottom > tab.rowCount || area.right > tab.columnCount || !tab.knows(area)) {
      this.forget();
      return null;
    }
    const rows = [];
    for (let row = area.top; row < area.bottom; row += 1) {
      const values = [];
      for (let column = area.left; column < area.right; column += 1) values.push(restoring(tab.cell(row, column)));
      rows.push({ values });
    }
    const step = { updateCells: { range: gridRange(tab, area), rows, fields: FIELDS } };
    this.steps.push(step);
    if (this.steps.length > MOST_STEPS) this.steps.shift();
    return step;
  }

  /** Drop the step of a change that was refused. */
  drop(step) {
    this.steps = this.steps.filter((kept) => kept !== step);
  }

  /** Rows or columns have moved: addresses mean other cells now. */
  forget() {
    this.steps = [];
  }

  /** Take the latest change back; false when there is none. */
  async undo(page) {
    const step = this.steps.pop();
    if (!step) return false;
    await page.writer.write(() => batchUpdate(page.id, [step]));
    return true;
  }
}

function restoring({ userEnteredValue, userEnteredFormat }) {
  const numberFormat = userEnteredFormat?.numberFormat;
  return { ...(userEnteredValue && { userEnteredValue }), ...(numberFormat && { userEnteredFormat: { numberFormat } }) };
}
