/** The text form in which spreadsheets exchange blocks of cells: tabs, lines, quotes around what holds them. */

/** Rows of a pasted block; cells with line breaks or tabs come in quotes, quotes in them doubled. */
export function parseTsv(text) {
  const rows = [[]];
  let at = 0;
  while (at <= text.length) {
    const [cell, end] = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    rows.at(-1).push(cell);
    if (text[end] === "\r" && text[end + 1] === "\n") at = end + 2;
    else at = end + 1;
    if (end >= text.length) break;
    if (text[end] !== "\t") rows.push([]);
  }
  // Spreadsheets end the block with a line break that is no further row.
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

function plainCell(text, at) {
  let end = at;
  while (end < text.length && !"\t\r\n".includes(text[end])) end += 1;
  return [text.slice(at, end), end];
}

/** A quoted cell; a quote that is never closed, or that text follows, is an ordinary character. */
function quotedCell(text, at) {
  let end = at + 1;
  while (end < text.length) {
    if (text[end] !== '"') end += 1;
    else if (text[end + 1] === '"') end += 2;
    else break;
  }
  const closed = end < text.length && (end + 1 === text.length || "\t\r\n".includes(text[end + 1]));
  if (!closed) return plainCell(text, at);
  return [text.slice(at + 1, end).replaceAll('""', '"'), end + 1];
}

/** The block as text. */
export function formatTsv(rows) {
  return rows.map((row) => row.map(formatCell).join("\t")).join("\n");
}

function formatCell(text) {
  const quoted = /[\t\r\n]/.test(text) || text.startsWith('"');
  return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}
