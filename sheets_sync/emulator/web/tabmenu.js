/** What can be done to whole tabs: added, renamed, copied, moved, hidden, deleted. */

import { batchUpdate } from "./api.js";
import { ask, openDialog } from "./dialog.js";
import { element } from "./dom.js";

/** The items of the menu of a tab; `entry` is its place in `page.tabs`. */
export function tabMenu(page, entry) {
  const shown = page.tabs.filter((one) => !one.hidden);
  const at = page.tabs.indexOf(entry);
  const last = shown.length === 1 && !entry.hidden;
  return [
    { label: "Thêm trang tính", action: () => addTab(page) },
    { label: "Đổi tên…", action: () => rename(page, entry) },
    { label: "Nhân bản", action: () => copy(page, entry) },
    null,
    { label: "Chuyển sang trái", disabled: at === 0, action: () => move(page, entry, page.tabs[at - 1].index) },
    { label: "Chuyển sang phải", disabled: at === page.tabs.length - 1, action: () => move(page, entry, page.tabs[at + 1].index + 1) },
    null,
    { label: entry.hidden ? "Hiện lại" : "Ẩn", disabled: last, action: () => hide(page, entry) },
    { label: "Xóa", disabled: last || page.tabs.length === 1, action: () => remove(page, entry) },
  ];
}

/** Carry out one request; its reply, or null when it was refused. */
async function carryOut(page, request) {
  let answer = null;
  const taken = await page.writer.write(async () => {
    answer = await batchUpdate(page.id, [request]);
  });
  return taken ? answer.replies[0] : null;
}

/** Add an empty tab behind the others and open it. */
export async function addTab(page) {
  const taken = new Set(page.tabs.map((one) => one.title));
  let number = page.tabs.length + 1;
  while (taken.has(`Trang tính ${number}`)) number += 1;
  const reply = await carryOut(page, { addSheet: { properties: { title: `Trang tính ${number}` } } });
  if (reply) await page.openTab(reply.addSheet.properties.sheetId);
}

async function rename(page, { id, title }) {
  const field = element("input", { value: title, "aria-label": "Tên trang tính", maxLength: 100 });
  const close = (answer) => (event) => event.target.closest("dialog").close(answer);
  field.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && close("yes")(event));
  const no = element("button", { type: "button", className: "button", onclick: close("") }, "Hủy");
  const yes = element("button", { type: "button", className: "button primary", onclick: close("yes") }, "Đổi tên");
  const answer = await openDialog("Đổi tên trang tính", field, element("div", { className: "answers" }, no, yes));
  const wanted = field.value.trim();
  if (answer === "yes" && wanted && wanted !== title) await change(page, id, { title: wanted }, "title");
}

function change(page, sheetId, properties, fields) {
  return carryOut(page, { updateSheetProperties: { properties: { sheetId, ...properties }, fields } });
}

async function copy(page, { id, index, title }) {
  const given = { sourceSheetId: id, insertSheetIndex: index + 1, newSheetName: freeName(page, `Bản sao của ${title}`) };
  const reply = await carryOut(page, { duplicateSheet: given });
  if (reply) await page.openTab(reply.duplicateSheet.properties.sheetId);
}

function freeName(page, wanted) {
  const taken = new Set(page.tabs.map((one) => one.title));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}

/** Google counts the places as they were before the move. */
function move(page, { id }, index) {
  return change(page, id, { index }, "index");
}

async function hide(page, entry) {
  const { id, hidden } = entry;
  if (!hidden) await leave(page, entry);
  await change(page, id, { hidden: !hidden }, "hidden");
}

async function remove(page, entry) {
  const text = `Trang “${entry.title}” sẽ bị xóa cùng số liệu trên đó. Có thể hoàn tác bằng Ctrl+Z.`;
  if (!await ask({ title: "Xóa trang tính", text, yes: "Xóa" })) return;
  await leave(page, entry);
  await carryOut(page, { deleteSheet: { sheetId: entry.id } });
}

/** Open another tab before the open one goes away. */
async function leave(page, { id }) {
  if (page.tab.id !== id) return;
  const shown = page.tabs.filter((one) => !one.hidden || one.id === id);
  const at = shown.findIndex((one) => one.id === id);
  await page.openTab((shown[at + 1] ?? shown[at - 1]).id);
}
