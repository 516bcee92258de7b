/** The note of a cell, written and changed. */

import { address } from "./a1.js";
import { change } from "./commands.js";
import { openDialog } from "./dialog.js";
import { element } from "./dom.js";

/** Ask for the active cell's note; an empty one takes it away. */
export async function editNote(page) {
  const { row, column } = page.selection.home;
  const { note = "" } = page.tab.cell(row, column);
  const text = element("textarea", { className: "note-input", rows: 6, value: note, "aria-label": "Nội dung ghi chú" });
  const close = (answer) => (event) => event.target.closest("dialog").close(answer);
  const no = element("button", { type: "button", className: "button", onclick: close("") }, "Hủy");
  const yes = element("button", { type: "button", className: "button primary", onclick: close("yes") }, "Lưu ghi chú");
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) close("yes")(event);
  });
  const answer = await openDialog(`Ghi chú của ô ${address(row, column)}`, text, element("div", { className: "answers" }, no, yes));
  if (answer !== "yes" || text.value === note) return;
  const start = { sheetId: page.tab.id, rowIndex: row, columnIndex: column };
  const rows = [{ values: [text.value ? { note: text.value } : {}] }];
  const area = { top: row, left: column, bottom: row + 1, right: column + 1 };
  await change(page, area, [{ updateCells: { start, rows, fields: "note" } }]);
}
