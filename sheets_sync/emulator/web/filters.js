/** The filter of a tab: made, taken away, and what each of its columns lets through. */

import { columnLetters, gridRange, rangeOf } from "./a1.js";
import { getValues } from "./api.js";
import { sortArea } from "./arranging.js";
import { change } from "./commands.js";
import { openDialog } from "./dialog.js";
import { element } from "./dom.js";
import { notify } from "./notices.js";
import { explained } from "./refusals.js";
import { folded } from "./text.js";

/** Values that the list shows at once; the search finds the rest. */
const MOST_SHOWN = 500;
/** The conditions offered, and whether each needs a value. */
const CONDITIONS = [
  ["", "Không đặt điều kiện", false],
  ["NOT_BLANK", "Ô có nội dung", false],
  ["BLANK", "Ô trống", false],
  ["TEXT_CONTAINS", "Chữ có chứa", true],
  ["TEXT_NOT_CONTAINS", "Chữ không chứa", true],
  ["TEXT_STARTS_WITH", "Chữ bắt đầu bằng", true],
  ["TEXT_EQ", "Chữ đúng bằng", true],
  ["NUMBER_GREATER", "Số lớn hơn", true],
  ["NUMBER_LESS", "Số nhỏ hơn", true],
  ["NUMBER_EQ", "Số bằng", true],
  ["DATE_AFTER", "Ngày sau", true],
  ["DATE_BEFORE", "Ngày trước", true],
];
const NOWHERE = { top: 0, left: 0, bottom: 0, right: 0 };

/** Give the selection a filter (one cell: the whole tab from its last frozen row on), or take the tab's away. */
export function toggleFilter(page) {
  const { tab, selection: { area } } = page;
  if (tab.filter) return change(page, NOWHERE, [{ clearBasicFilter: { sheetId: tab.id } }]);
  const several = area.bottom - area.top > 1;
  const whole = { top: Math.max(tab.frozenRows - 1, 0), bottom: tab.rowCount, left: 0, right: tab.columnCount };
  return setFilter(page, several ? area : whole, {});
}

function setFilter(page, area, criteria) {
  return change(page, NOWHERE, [{ setBasicFilter: { filter: { range: gridRange(page.tab, area), criteria } } }]);
}

/** The items of the menu behind a filter's arrow. */
export function filterMenu(page, column) {
  const { tab } = page;
  const { filter, criteria } = tab;
  const body = { ...filter, top: filter.top + 1 };
  const { [column]: dropped, ...rest } = criteria;
  return [
    { label: "Lọc theo giá trị hoặc điều kiện…", action: () => askFilter(page, column) },
    { label: "Bỏ lọc cột này", disabled: !dropped, action: () => setFilter(page, filter, rest) },
    null,
    { label: `Sắp xếp theo cột ${columnLetters(column)}, A → Z`, action: () => sortArea(page, body, column, true) },
    { label: `Sắp xếp theo cột ${columnLetters(column)}, Z → A`, action: () => sortArea(page, body, column, false) },
  ];
}

/** Ask which values and which condition a column of the filter lets through. */
export async function askFilter(page, column) {
  const { tab, id } = page;
  const { filter, criteria } = tab;
  let values;
  try {
    const area = { top: filter.top + 1, bottom: filter.bottom, left: column, right: column + 1 };
    const [found = []] = area.top < area.bottom ? await getValues(id, rangeOf(tab, area), "COLUMNS") : [];
    const missing = found.length < area.bottom - area.top ? [""] : [];
    values = [...new Set([...found.map(String), ...missing])].sort(new Intl.Collator("vi", { numeric: true }).compare);
  } catch (error) {
    notify(explained(error), "problem");
    return;
  }
  const chosen = criteria[column] ?? {};
  const form = filterForm(values, chosen);
  const answer = await openDialog(`Lọc cột ${columnLetters(column)}`, ...form.parts);
  if (answer !== "yes") return;
  const { [column]: former, ...rest } = criteria;
  const wanted = form.criterion();
  await setFilter(page, filter, wanted ? { ...rest, [column]: wanted } : rest);
}

function filterForm(values, { hiddenValues = [], condition }) {
  const hidden = new Set(hiddenValues);
  const conditions = conditionFields(condition);
  const list = valueList(values, hidden);
  const close = (answer) => (event) => event.target.closest("dialog").close(answer);
  const no = element("button", { type: "button", className: "button", onclick: close("") }, "Hủy");
  const yes = element("button", { type: "button", className: "button primary", onclick: close("yes") }, "Lọc");
  return {
    parts: [conditions.root, list.root, element("div", { className: "answers" }, no, yes)],
    /** What the column lets through; null when that is everything. */
    criterion() {
      const kept = values.filter((value) => hidden.has(value));
      const found = { ...(kept.length && { hiddenValues: kept }), ...(conditions.condition() && { condition: conditions.condition() }) };
      return Object.keys(found).length ? found : null;
    },
  };
}

function conditionFields(condition) {
  const options = CONDITIONS.map(([kind, label]) => element("option", { value: kind, selected: kind === condition?.type }, label));
  const kind = element("select", { "aria-label": "Điều kiện" }, ...options);
  const value = element("input", { "aria-label": "Giá trị của điều kiện", value: condition?.values?.[0]?.userEnteredValue ?? "" });
  const needs = () => CONDITIONS.find(([name]) => name === kind.value)[2];
  const follow = () => {
    value.hidden = !needs();
  };
  kind.addEventListener("change", follow);
  follow();
  return {
    root: element("div", { className: "filter-condition" }, kind, value),
    condition() {
      if (!kind.value || (needs() && !value.value)) return null;
      return { type: kind.value, ...(needs() && { values: [{ userEnteredValue: value.value }] }) };
    },
  };
}

function valueList(values, hidden) {
  const search = element("input", { type: "search", placeholder: "Tìm giá trị", "aria-label": "Tìm giá trị" });
  const boxes = element("div", { className: "filter-values", role: "group", "aria-label": "Giá trị được hiện" });
  const show = () => {
    const wanted = folded(search.value);
    const found = values.filter((value) => folded(value).includes(wanted)).slice(0, MOST_SHOWN);
    boxes.replaceChildren(...found.map((value) => valueBox(value, hidden)));
  };
  const all = (shown) => () => {
    const wanted = folded(search.value);
    for (const value of values.filter((one) => folded(one).includes(wanted))) hidden[shown ? "delete" : "add"](value);
    show();
  };
  const choose = element("button", { type: "button", className: "link-button", onclick: all(true) }, "Chọn tất cả");
  const clear = element("button", { type: "button", className: "link-button", onclick: all(false) }, "Bỏ chọn tất cả");
  search.addEventListener("input", show);
  show();
  return { root: element("div", { className: "filter-list" }, search, element("div", {}, choose, clear), boxes) };
}

function valueBox(value, hidden) {
  const box = element("input", { type: "checkbox", checked: !hidden.has(value) });
  box.addEventListener("change", () => hidden[box.checked ? "delete" : "add"](value));
  return element("label", {}, box, value || "(Trống)");
}
