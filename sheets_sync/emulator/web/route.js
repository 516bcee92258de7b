/**
 * What the address says to show. Two forms: `/#/{workbook}/{tab}/{cells}`, and Google's own
 * `/spreadsheets/d/{workbook}/edit#gid={tab}&range={cells}`. `?as=mail` tells who acts.
 */

const GOOGLE_PATH = /^\/spreadsheets\/d\/([\w-]+)/;

/** {book, tab, range} of the current address; `book` is empty for the list, `tab` null when not named. */
export function currentRoute({ pathname, search, hash } = window.location) {
  const google = GOOGLE_PATH.exec(pathname);
  if (google) {
    const named = new URLSearchParams(`${search.slice(1)}&${hash.slice(1)}`);
    return { book: google[1], tab: number(named.getAll("gid").at(-1)), range: named.get("range") ?? "" };
  }
  const [, book = "", tab = "", range = ""] = hash.split("/").map(decoded);
  return { book, tab: number(tab), range };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function number(text) {
  return text && /^\d+$/.test(text) ? Number(text) : null;
}

/** The hash that names a tab and cells, in the form that the page was opened by. */
export function hashOf(book, tab, range = "") {
  if (GOOGLE_PATH.test(window.location.pathname)) return `#gid=${tab}${range && `&range=${range}`}`;
  return `#/${book}/${tab}${range && `/${range}`}`;
}

/** Google's form of the address of cells, for sharing. */
export function sharedAddress(book, tab, range) {
  return `${window.location.origin}/spreadsheets/d/${book}/edit#gid=${tab}&range=${range}`;
}

/** The address of the list of workbooks, of one workbook, or of this page for another person. */
export function addressFor({ book = "", as = actingAs() } = {}) {
  return `/${as ? `?as=${encodeURIComponent(as)}` : ""}${book && `#/${book}`}`;
}

/** Who acts by the address; empty for whom the server takes without a name. */
export function actingAs() {
  return new URLSearchParams(window.location.search).get("as")?.trim() ?? "";
}

/** A link as the acting person follows it: on this server they stay who they are. */
export function followed(uri) {
  if (!actingAs() || !URL.canParse(uri)) return uri;
  const url = new URL(uri);
  if (url.origin !== window.location.origin) return uri;
  url.searchParams.set("as", actingAs());
  return url.href;
}

/** The tab and cells that a link to this same workbook leads to; null of any other link. */
export function linkWithin(book, uri) {
  if (uri.startsWith("#gid=")) return currentRoute({ pathname: `/spreadsheets/d/${book}/edit`, search: "", hash: uri });
  if (!URL.canParse(uri, window.location.origin)) return null;
  const url = new URL(uri, window.location.origin);
  if (url.origin !== window.location.origin) return null;
  const route = currentRoute(url);
  return route.book === book ? route : null;
}
