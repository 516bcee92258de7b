/** What was entered in a cell, as the text that one would type again to get it. */

/** Google counts days from this one. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const MILLISECONDS_A_DAY = 86_400_000;

function numberText(number, locale) {
  // Fifteen digits are what a double holds for sure.
  const exact = Number(number.toPrecision(15));
  const scale = { useGrouping: false, maximumSignificantDigits: 15 };
  return new Intl.NumberFormat(locale, scale).format(exact);
}

function momentText(serial, type, locale) {
  const whole = Math.floor(serial);
  const moment = new Date(DAY_ZERO + Math.round(serial * 86_400) * 1000);
  const parts = { timeZone: "UTC" };
  const day = { day: "2-digit", month: "2-digit", year: "numeric" };
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
  const shown = (wanted) => new Intl.DateTimeFormat(locale, { ...parts, ...wanted }).format(moment);
  if (type === "TIME" && whole === 0) return shown(time);
  const isMidnight = moment.getTime() % MILLISECONDS_A_DAY === 0;
  return isMidnight && type !== "DATE_TIME" ? shown(day) : `${shown(day)} ${shown(time)}`;
}

/** Formulas, apostrophes, truth values, and what looks like a number, an amount, a date or a time. */
const READ_OTHERWISE = [/^['=+]/, /^(true|false)$/i, /^[-($€₫]*\d[\d.,:/\s-]*[%₫€)đ]*$/i, /^\d+([.,]\d+)?e[+-]?\d+$/i];

/** The entered value of a CellData as text; `locale` in Google's writing, as vi_VN. */
export function enteredText(cell, locale) {
  const value = cell.userEnteredValue ?? {};
  if ("formulaValue" in value) return value.formulaValue;
  if ("boolValue" in value) return cell.formattedValue ?? (value.boolValue ? "TRUE" : "FALSE");
  if ("numberValue" in value) return numericText(value.numberValue, cell.effectiveFormat?.numberFormat?.type, locale);
  const text = value.stringValue ?? "";
  const plain = cell.effectiveFormat?.numberFormat?.type === "TEXT";
  return !plain && READ_OTHERWISE.some((shape) => shape.test(text)) ? `'${text}` : text;
}

function numericText(number, type, googleLocale) {
  const locale = googleLocale.replaceAll("_", "-");
  if (type === "PERCENT") return `${numberText(number * 100, locale)}%`;
  if (["DATE", "TIME", "DATE_TIME"].includes(type) && number >= 0) return momentText(number, type, locale);
  return numberText(number, locale);
}
