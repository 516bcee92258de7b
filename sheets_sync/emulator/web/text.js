/** Vietnamese text for people. */

/** A text without accents and case, for searching. */
export function folded(text) {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();
}

const DAY_AND_TIME = new Intl.DateTimeFormat("vi-VN", {
  day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** A moment as 23/11/2026 14:05, in the person's own zone. */
export function momentText(text) {
  const parts = Object.fromEntries(DAY_AND_TIME.formatToParts(new Date(text)).map(({ type, value }) => [type, value]));
  return `${parts.day}/${parts.month}/${parts.year} ${parts.hour}:${parts.minute}`;
}

const NUMBER = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 4 });

/** A number with Vietnamese signs. */
export function numberText(number) {
  return NUMBER.format(number);
}
