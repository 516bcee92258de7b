/** Who acts on this page, and choosing somebody else. */

import { openDialog } from "./dialog.js";
import { element } from "./dom.js";
import { actingAs } from "./route.js";

const STORED = "people";
/** Addresses remembered for choosing again. */
const MOST_REMEMBERED = 6;

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORED)) ?? [];
  } catch {
    return [];
  }
}

/** Reload the page as another person; empty for whom the server takes without a name. */
function actAs(mail) {
  if (mail) {
    const people = [mail, ...remembered().filter((known) => known !== mail)];
    localStorage.setItem(STORED, JSON.stringify(people.slice(0, MOST_REMEMBERED)));
  }
  const url = new URL(window.location.href);
  if (mail) url.searchParams.set("as", mail);
  else url.searchParams.delete("as");
  window.location.assign(url);
  if (url.hash && url.href.split("#")[0] === window.location.href.split("#")[0]) window.location.reload();
}

/** The button that tells who acts; `people` resolves to others worth offering. */
export function identityButton(people) {
  const mail = actingAs();
  const made = element("button", { type: "button", className: "identity", "aria-haspopup": "dialog", title: "Đổi người thao tác" });
  made.append(
    element("span", { className: "avatar", "aria-hidden": "true" }, (mail || "C")[0].toUpperCase()),
    element("span", { className: "identity-name" }, mail || "Chủ sở hữu"),
  );
  made.setAttribute("aria-label", `Đang thao tác: ${mail || "chủ sở hữu"}. Bấm để đổi.`);
  made.addEventListener("click", async () => choosePerson(await people()));
  return made;
}

function choosePerson(people) {
  const offered = [...new Set([...people, ...remembered(), actingAs()])].filter(Boolean);
  const choice = (mail, label) => element("button", {
    type: "button", className: "person", "aria-pressed": String(mail === actingAs()), onclick: () => actAs(mail),
  }, label);
  const input = element("input", {
    type: "email", id: "other-person", required: true, placeholder: "ten@donvi.gov.vn", autocomplete: "off",
  });
  const other = element("form", { className: "other-person" },
    element("label", { for: "other-person" }, "Địa chỉ thư khác"), input,
    element("button", { type: "submit", className: "button primary" }, "Thao tác với tư cách này"));
  other.addEventListener("submit", (event) => {
    event.preventDefault();
    actAs(input.value.trim());
  });
  openDialog("Thao tác với tư cách",
    element("p", {}, "Máy chủ này chạy trên máy của bạn nên không hỏi mật khẩu."),
    element("div", { className: "people" }, choice("", "Chủ sở hữu (mặc định)"), ...offered.map((mail) => choice(mail, mail))),
    other);
}
