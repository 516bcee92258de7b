/** An open workbook: its tabs, the grid, and all that acts on it. */

import { getFile } from "./api.js";
import { fetchBook } from "./book.js";
import { Card } from "./card.js";
import { Charts } from "./charts.js";
import { typeCell } from "./commands.js";
import { Clipboard } from "./clipboard.js";
import { Editor } from "./editor.js";
import { fitRows } from "./fitting.js";
import { Finder } from "./finder.js";
import { turn } from "./history.js";
import { onKey } from "./keys.js";
import { frameOf } from "./frame.js";
import { notify } from "./notices.js";
import { Pointer } from "./pointer.js";
import { explained } from "./refusals.js";
import { followed, hashOf, linkWithin } from "./route.js";
import { Selection } from "./selection.js";
import { BLOCK, Tab } from "./tab.js";
import { TabBar } from "./tabbar.js";
import { NameBox } from "./toolbar.js";
import { isCheckbox } from "./validation.js";
import { View } from "./view.js";
import { Watch } from "./watch.js";
import { Writer } from "./writer.js";

export class WorkbookPage {
  constructor(id) {
    this.id = id;
    this.tabs = [];
    this.tab = null;
    this.selection = null;
    /** The column where a row of Tabs began; null otherwise. */
    this.tabbedFrom = null;
    /** What was selected on tabs visited before, by tab. */
    this.visited = new Map();
    this.view = new View((top, bottom, frozen) => this.fetchRows(top, bottom, frozen));
    this.editor = new Editor(this);
    this.clipboard = new Clipboard(this);
    this.card = new Card(this);
    this.charts = new Charts(this);
    this.finder = new Finder(this);
    this.nameBox = new NameBox(this);
    this.tabBar = new TabBar(this);
    this.pointer = new Pointer(this);
    this.frame = frameOf(this);
    this.root = this.frame.root;
    this.writer = new Writer((state) => this.frame.showState(state), () => this.watch.look(true));
    this.watch = new Watch(id, () => this.update(), (reached, error) => this.onReach(reached, error));
    for (const field of [this.editor.field, this.editor.bar]) field.addEventListener("keydown", (event) => onKey(this, event));
    this.view.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true });
  }

  /** Stop watching; the page is about to be replaced. */
  leave() {
    this.editor.commit();
    this.watch.stop();
  }

  /** Fetch the workbook and show what the address names. */
  async open(route) {
    try {
      await this.fetchShape();
      const file = await getFile(this.id, "version,capabilities/canEdit,permissions(emailAddress)");
      this.watch.version = file.version;
      this.frame.showAccess(file);
      this.frame.enable();
      await this.openTab(route.tab ?? this.firstTab(), route.range);
    } catch (error) {
      this.frame.showFailure(explained(error));
      this.watch.stop();
    }
  }

  async fetchShape() {
    const { title, locale, tabs } = await fetchBook(this.id);
    this.locale = locale;
    this.tabs = tabs;
    this.frame.showTitle(title);
  }

  firstTab() {
    return (this.tabs.find((one) => !one.hidden) ?? this.tabs[0]).id;
  }

  /** Show a tab with cells selected; one that is not there any more gives way to the first. */
  async openTab(id, range = "") {
    this.editor.commit();
    const entry = this.tabs.find((one) => one.id === id);
    if (!entry) {
      notify("Trang tính này không còn nữa.", "problem");
      await this.openTab(this.firstTab());
      return;
    }
    if (this.tab) this.visited.set(this.tab.id, this.selection);
    const tab = new Tab(this.id, entry.message);
    // Whichever tab was asked for last is shown, not the one that came last.
    this.wanted = tab;
    try {
      await tab.loadShape();
    } catch (error) {
      // The tab may have got another title meanwhile: look again, once.
      await this.fetchShape();
      const now = this.tabs.find((one) => one.id === id);
      if (!now || now.title === tab.title) throw error;
      await this.openTab(id, range);
      return;
    }
    if (this.wanted !== tab) return;
    this.show(tab);
    this.view.scroller.scrollTo(0, 0);
    this.select(Selection.parse(tab, range) ?? revived(tab, this.visited.get(id)));
    this.editor.focus(this.pointer.touch);
    window.history.replaceState(null, "", hashOf(this.id, id, range));
  }

  show(tab) {
    this.tab = tab;
    this.selection = revived(tab, this.selection?.tab.id === tab.id ? this.selection : null);
    this.tabBar.show();
    this.view.show(tab);
    this.charts.show().catch((error) => this.onReach(false, error));
  }

  /** Bring the page up to date with the server; what is in view is fetched first, so that nothing flickers. */
  async update() {
    const { tab: before } = this;
    if (!before) return;
    await this.fetchShape();
    const entry = this.tabs.find((one) => one.id === before.id);
    if (!entry) {
      await this.openTab(before.id);
      return;
    }
    const tab = new Tab(this.id, entry.message);
    tab.takeOver(before);
    await tab.loadShape();
    const { top, bottom } = this.view.window();
    await Promise.all([tab.loadRows(0, tab.frozenRows), tab.loadRows(top, bottom)]);
    if (this.tab !== before) return;
    fitRows(tab, 0, tab.frozenRows);
    fitRows(tab, top, bottom);
    this.show(tab);
    this.select(this.selection, { reveal: false });
  }

  reload() {
    return this.watch.look(true);
  }

  async fetchRows(top, bottom, frozen) {
    const { tab } = this;
    try {
      const blocks = [...await tab.loadRows(0, frozen), ...await tab.loadRows(top, bottom)];
      if (!blocks.length || tab !== this.tab) return;
      for (const start of blocks) fitRows(tab, start, start + BLOCK);
      this.view.refresh();
      this.select(this.selection, { reveal: false });
    } catch (error) {
      this.onReach(false, error);
    }
  }

  /** The server answers, or does not; what was missed meanwhile is asked for again. */
  onReach(reached, error) {
    const back = reached && this.reached === false;
    this.reached = reached;
    this.frame.showReach(reached, error);
    if (back && this.tab) this.view.render();
  }

  onScroll() {
    this.editor.place();
    this.card.hide();
  }

  /** Select cells, and bring the active one or the stretched end into view. */
  select(selection, { reveal = true } = {}) {
    if (!selection) return;
    const moved = selection !== this.selection;
    this.selection = selection;
    const { clipboard, view } = this;
    const copied = clipboard.copied?.tab.id === this.tab.id ? clipboard.copied.area : null;
    view.select(selection, copied);
    if (reveal) view.reveal(selection.to.row, selection.to.column);
    this.editor.follow();
    this.nameBox.follow();
    this.tabBar.addUp();
    if (moved) this.card.hide();
    if (moved || this.card.root.hidden) this.card.hover(null);
  }

  /** The selection of an area. */
  selectionOf({ top, left, bottom, right }) {
    return new Selection(this.tab, { row: top, column: left }, { row: bottom - 1, column: right - 1 });
  }

  selectAll() {
    this.select(this.selectionOf({ top: 0, left: 0, bottom: this.tab.rowCount, right: this.tab.columnCount }), { reveal: false });
  }

  /** Select the whole rows, or columns, of the selected cells. */
  selectWhole(whole) {
    const { from, to, others } = this.selection;
    this.select(new Selection(this.tab, from, to, whole, others), { reveal: false });
  }

  /** Forget what was copied, and all selected cells but those of the last area. */
  escape() {
    const { from, to, whole } = this.selection;
    this.selection = new Selection(this.tab, from, to, whole);
    this.clipboard.release();
  }

  /** Go to the cells that a text names; false when it names none. */
  goTo(text) {
    const selection = Selection.parse(this.tab, text);
    if (selection) this.select(selection);
    return Boolean(selection);
  }

  /** Follow a link that leads into this workbook; false for any other. */
  openWithin(uri) {
    const route = linkWithin(this.id, uri);
    if (!route) return false;
    this.openTab(route.tab ?? this.firstTab(), route.range);
    return true;
  }

  openLink(uri) {
    if (!this.openWithin(uri)) window.open(followed(uri), "_blank", "noopener,noreferrer");
  }

  onCheckbox() {
    const { row, column } = this.selection.home;
    return isCheckbox(this.tab.cell(row, column));
  }

  /** Tick or untick the active box. */
  toggle() {
    const { row, column } = this.selection.home;
    const checked = this.tab.cell(row, column).effectiveValue?.boolValue === true;
    return typeCell(this, row, column, checked ? "FALSE" : "TRUE");
  }

  /** Take the latest change back. */
  undo() {
    return turn(this, false);
  }

  /** Do again what was taken back. */
  redo() {
    return turn(this, true);
  }
}

/** A selection on the tab as it is now, cut to its size; its first cell when there was none. */
function revived(tab, selection) {
  const inside = ({ row, column }) => ({ row: Math.min(row, tab.rowCount - 1), column: Math.min(column, tab.columnCount - 1) });
  if (!selection) return new Selection(tab, { row: tab.rows.visible(0, 1), column: tab.columns.visible(0, 1) });
  const others = selection.others.filter((area) => area.bottom <= tab.rowCount && area.right <= tab.columnCount);
  return new Selection(tab, inside(selection.from), inside(selection.to), selection.whole, others);
}
