/** What a cell's validation means for those who fill it in. */

import { getValues } from "./api.js";

/** The condition of a dropdown; undefined of other cells. */
export function choiceOf({ dataValidation: rule }) {
  const offered = ["ONE_OF_LIST", "ONE_OF_RANGE"].includes(rule?.condition?.type) && rule.showCustomUi;
  return offered ? rule.condition : undefined;
}

/** Whether the cell is a box to tick. */
export function isCheckbox({ dataValidation: rule }) {
  return rule?.condition?.type === "BOOLEAN" && !rule.condition.values?.length;
}

function listed({ dataValidation: rule }) {
  return rule?.condition?.type === "ONE_OF_LIST" ? rule.condition.values.map((value) => value.userEnteredValue ?? "") : null;
}

/** Whether the cell holds what its list does not offer. */
export function isOutside(cell) {
  const offered = listed(cell);
  return Boolean(offered && cell.formattedValue && !offered.includes(cell.formattedValue));
}

/** Whether a typed text must be refused; lists that are not strict only mark it. */
export function refuses(cell, text) {
  const offered = listed(cell);
  return Boolean(offered && cell.dataValidation.strict && text !== "" && !text.startsWith("=") && !offered.includes(text));
}

/** The texts that a dropdown offers. */
export async function choices(book, cell) {
  const condition = choiceOf(cell);
  const given = (condition.values ?? []).map((value) => value.userEnteredValue ?? "");
  if (condition.type === "ONE_OF_LIST") return given;
  const rows = await getValues(book, given[0].replace(/^=/, ""));
  return [...new Set(rows.flat().filter((text) => text !== ""))];
}
