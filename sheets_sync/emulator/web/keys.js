/** What keys do on the grid, while editing and while not. */

import { cellMenu } from "./actions.js";
import { fillFromFirst, typeNow } from "./filling.js";
import { toggleStyle } from "./formats.js";
import { editNote } from "./notes.js";
import { printTab } from "./printing.js";
import { rangeOf } from "./a1.js";
import { getValues } from "./api.js";
import { linksOf } from "./cell.js";
import { openMenu } from "./menu.js";
import { Selection, jumpTarget } from "./selection.js";
import { isCheckbox } from "./validation.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Handle a key in the field on the grid or in the bar above it. */
export function onKey(page, event) {
  // Keys that an input method is composing with are its own.
  if (event.isComposing || event.keyCode === 229) return;
  const handlers = page.editor.editing ? EDITING : SELECTING;
  const handler = handlers[event.key] ?? handlers[`${command(event) ? "Ctrl+" : ""}${event.key.toLowerCase()}`];
  if (handler && handler(page, event) !== false) event.preventDefault();
}

function command(event) {
  return event.ctrlKey || event.metaKey;
}

function leave(page, down, right) {
  page.editor.commit();
  page.editor.focus();
  step(page, down, right);
}

/** Move as Enter and Tab do: Enter after a row of Tabs goes back below its first cell. */
function step(page, down, right) {
  const start = page.tabbedFrom ?? page.selection.home.column;
  const { row, column } = page.selection.home;
  const from = new Selection(page.tab, { row, column: down > 0 ? start : column });
  page.select(from.moved(down, right));
  page.tabbedFrom = right > 0 ? start : null;
}

function enterKey(page, event) {
  if (event.altKey || command(event)) {
    page.editor.breakLine(event.target);
    return;
  }
  if (!page.editor.dropdown.take()) leave(page, event.shiftKey ? -1 : 1, 0);
}

function editingArrow(page, event) {
  const [down, right] = ARROWS[event.key];
  if (down && page.editor.dropdown.step(down)) return true;
  if (!page.editor.editing.byTyping || event.target !== page.editor.field || command(event) || event.shiftKey) return false;
  leave(page, down, right);
  return true;
}

const EDITING = {
  Enter: enterKey,
  Tab: (page, event) => leave(page, 0, event.shiftKey ? -1 : 1),
  Escape: (page) => page.editor.cancel(),
  F2: (page) => {
    page.editor.editing.byTyping = false;
  },
  ArrowUp: editingArrow,
  ArrowDown: editingArrow,
  ArrowLeft: editingArrow,
  ArrowRight: editingArrow,
};

async function arrow(page, event) {
  const [down, right] = ARROWS[event.key];
  if (event.altKey && down) {
    page.editor.begin();
    return;
  }
  page.tabbedFrom = null;
  const { selection } = page;
  if (command(event)) page.select(await jumped(page, down, right, event.shiftKey));
  else page.select(event.shiftKey ? selection.stretched(down, right) : selection.moved(down, right));
}

/** The selection after a jump to the end of the filled cells; a column is asked for as a whole. */
async function jumped(page, down, right, stretch) {
  const { tab, selection } = page;
  const { row, column } = stretch ? selection.to : selection.home;
  const to = { row, column };
  if (down) {
    const whole = { top: 0, bottom: tab.rowCount, left: column, right: column + 1 };
    const [values = []] = await getValues(page.id, rangeOf(tab, whole), "COLUMNS");
    to.row = tab.rows.visible(jumpTarget((at) => (values[at] ?? "") !== "", row, down, tab.rowCount - 1), down);
  } else {
    to.column = tab.columns.visible(jumpTarget((at) => tab.shown(row, at) !== "", column, right, tab.columnCount - 1), right);
  }
  return stretch ? selection.stretchedTo(to) : new Selection(tab, to);
}

function goTo(page, event, row, column) {
  const to = { row: page.tab.rows.visible(row, row ? -1 : 1), column: page.tab.columns.visible(column, column ? -1 : 1) };
  page.select(event.shiftKey ? page.selection.stretchedTo(to) : new Selection(page.tab, to));
}

function paging(direction) {
  return (page, event) => {
    const pixels = direction * (page.view.scroller.clientHeight - 60);
    page.select(page.selection.paged(pixels, event.shiftKey));
  };
}

function editOrFollow(page, event) {
  const { home } = page.selection;
  const cell = page.tab.cell(home.row, home.column);
  if (event.altKey && linksOf(cell).length) page.openLink(linksOf(cell)[0]);
  else if (isCheckbox(cell)) page.toggle();
  else page.editor.begin();
}

function contextMenu(page) {
  const { x, y, width, height } = page.view.rectOf(page.selection.active);
  const box = page.view.root.getBoundingClientRect();
  openMenu(box.left + x + width / 2, box.top + y + height, cellMenu(page), "Thao tác trên ô");
}

const SELECTING = {
  ArrowUp: arrow,
  ArrowDown: arrow,
  ArrowLeft: arrow,
  ArrowRight: arrow,
  Enter: editOrFollow,
  F2: (page, event) => (event.shiftKey ? editNote(page) : page.editor.begin()),
  Tab: (page, event) => step(page, 0, event.shiftKey ? -1 : 1),
  Escape: (page) => page.escape(),
  Delete: (page) => page.clipboard.clear(),
  Backspace: (page) => page.clipboard.clear(),
  PageDown: paging(1),
  PageUp: paging(-1),
  Home: (page, event) => goTo(page, event, command(event) ? 0 : page.selection.home.row, 0),
  End: (page, event) => goTo(page, event, command(event) ? page.tab.rowCount - 1 : page.selection.home.row, page.tab.columnCount - 1),
  ContextMenu: contextMenu,
  F10: (page, event) => (event.shiftKey ? contextMenu(page) : false),
  F6: (page) => page.root.querySelector(".toolbar button").focus(),
  " ": (page, event) => {
    if (event.shiftKey) page.selectWhole("rows");
    else if (command(event)) page.selectWhole("columns");
    else return page.onCheckbox() ? page.toggle() : false;
    return true;
  },
  "Ctrl+a": (page) => page.selectAll(),
  "Ctrl+z": (page, event) => (event.shiftKey ? page.redo() : page.undo()),
  "Ctrl+y": (page) => page.redo(),
  "Ctrl+d": (page) => fillFromFirst(page, false) || true,
  "Ctrl+r": (page) => fillFromFirst(page, true) || true,
  "Ctrl+;": (page) => typeNow(page, false),
  "Ctrl+:": (page) => typeNow(page, true),
  "Ctrl+b": (page) => toggleStyle(page, "bold"),
  "Ctrl+i": (page) => toggleStyle(page, "italic"),
  "Ctrl+f": (page) => page.finder.open(),
  "Ctrl+h": (page) => page.finder.open(),
  "Ctrl+p": (page) => printTab(page),
};
