/** Calls of Google's own HTTP API on this page's server. */

import { actingAs } from "./route.js";

const SPREADSHEET = "application/vnd.google-apps.spreadsheet";
/** Answers after which the same idempotent call may do better, and the pauses before it, in milliseconds. */
const PASSING = new Set([0, 429, 500, 502, 503, 504]);
const PAUSES = [300, 1000, 3000];

/** A call that Google's server refused, or (status 0) that never reached it. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function once(method, path, body) {
  // The server keeps what is done at the page, to be taken back.
  const headers = { "X-Local-Google-Page": "1" };
  if (actingAs()) headers.Authorization = `Bearer user:${actingAs()}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    const answer = await response.text();
    if (response.ok) return answer ? JSON.parse(answer) : {};
    throw new Refusal(response.status, messageOf(answer));
  } catch (error) {
    // A connection that breaks, before or within the answer, is a TypeError or a broken JSON text.
    throw error instanceof Refusal ? error : new Refusal(0, String(error));
  }
}

function messageOf(answer) {
  try {
    return JSON.parse(answer).error?.message ?? answer;
  } catch {
    return answer;
  }
}

/** A call; one that may safely be repeated is, a few times, when the trouble may pass. */
async function call(method, path, { body, repeatable = method !== "POST" } = {}) {
  for (const pause of repeatable ? PAUSES : []) {
    try {
      return await once(method, path, body);
    } catch (error) {
      if (!PASSING.has(error.status)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return once(method, path, body);
}

function query(values) {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined)).toString();
}

/** Every workbook that the acting person can see. */
export async function listWorkbooks() {
  const found = [];
  let pageToken;
  do {
    const page = await call("GET", `/drive/v3/files?${query({
      q: `mimeType='${SPREADSHEET}' and trashed=false`,
      fields: "nextPageToken,files(id,name,modifiedTime,lastModifyingUser(emailAddress,displayName))",
      orderBy: "name",
      pageSize: 1000,
      pageToken,
    })}`);
    found.push(...page.files);
    pageToken = page.nextPageToken;
  } while (pageToken);
  return found;
}

/** What Drive knows of one workbook; `fields` is a field mask. */
export function getFile(id, fields) {
  return call("GET", `/drive/v3/files/${encodeURIComponent(id)}?${query({ fields })}`);
}

/** Drive's number of the workbook's state: it grows with every change. Asked once, since it is asked again soon. */
export async function getVersion(id) {
  return (await call("GET", `/drive/v3/files/${encodeURIComponent(id)}?fields=version`, { repeatable: false })).version;
}

/** The Spreadsheet message; `range` picks cells of one tab. */
export function getSpreadsheet(id, fields, range) {
  return call("GET", `/v4/spreadsheets/${encodeURIComponent(id)}?${query({ fields, ranges: range })}`);
}

/** Values of a range, by columns or rows; as shown, unless `valueRenderOption` says otherwise. */
export async function getValues(id, range, majorDimension = "ROWS", valueRenderOption = undefined) {
  const path = `/v4/spreadsheets/${encodeURIComponent(id)}/values/${encodeURIComponent(range)}`;
  return (await call("GET", `${path}?${query({ majorDimension, valueRenderOption })}`)).values ?? [];
}

/** Write rows as if a person had typed them. */
export function typeValues(id, range, values) {
  const path = `/v4/spreadsheets/${encodeURIComponent(id)}/values/${encodeURIComponent(range)}`;
  return call("PUT", `${path}?valueInputOption=USER_ENTERED`, { body: { values } });
}

/** Empty the cells of ranges; their looks stay. */
export function clearValues(id, ranges) {
  const path = `/v4/spreadsheets/${encodeURIComponent(id)}/values:batchClear`;
  return call("POST", path, { body: { ranges }, repeatable: true });
}

/** Take back the person's latest change, or do it `again`: {done, range}. */
export function turnBack(id, again) {
  return call("POST", `/_emulator/workbooks/${encodeURIComponent(id)}/${again ? "redo" : "undo"}`, { body: {} });
}

/** Requests that are carried out all or none; never repeated, since an insertion may have happened. */
export function batchUpdate(id, requests) {
  return call("POST", `/v4/spreadsheets/${encodeURIComponent(id)}:batchUpdate`, { body: { requests } });
}
