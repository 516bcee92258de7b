/** Taking back what the person did, and doing it again: the server knows every change, whatever it was. */

import { areaOf } from "./a1.js";
import { turnBack } from "./api.js";
import { notify } from "./notices.js";

/** Take the person's latest change back, or do `again` what was taken back last, and show where it was. */
export async function turn(page, again) {
  page.editor.commit();
  let answer = null;
  const taken = await page.writer.write(async () => {
    answer = await turnBack(page.id, again);
  });
  if (!taken) return;
  if (!answer.done) notify(again ? "Không có thay đổi nào để làm lại." : "Không có thay đổi nào để hoàn tác.");
  else if (answer.range?.endRowIndex) await show(page, answer.range);
}

async function show(page, range) {
  const { sheetId = 0 } = range;
  if (sheetId !== page.tab.id) await page.openTab(sheetId);
  const { rowCount, columnCount } = page.tab;
  const area = areaOf(range, rowCount, columnCount);
  if (area.top < area.bottom && area.left < area.right) page.select(page.selectionOf(area));
}
