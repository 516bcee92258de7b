/** Shows the list of workbooks or one of them, as the address says. */

import { ListPage } from "./list.js";
import { WorkbookPage } from "./page.js";
import { currentRoute } from "./route.js";

let shown = null;

function follow() {
  const route = currentRoute();
  if (shown?.id && shown.id === route.book) {
    if (route.tab !== null) shown.openTab(route.tab, route.range);
    return;
  }
  shown?.leave();
  shown = route.book ? new WorkbookPage(route.book) : new ListPage();
  document.getElementById("app").replaceChildren(shown.root);
  if (route.book) shown.open(route);
  else document.title = "Bảng tính";
}

window.addEventListener("hashchange", follow);
follow();
