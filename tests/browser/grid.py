"""The grid page as a person uses it."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Grid:
    """An open workbook on a page."""

    page: Page
    book: str

    def __post_init__(self) -> None:
        expect(self.page.locator("[role=tab][aria-selected=true]")).to_be_visible()

    def cell(self, place: str) -> Locator:
        return self.page.locator(f'[data-cell="{place}"]')

    def go(self, place: str) -> None:
        """Select cells by their address, wherever they are."""
        box = self.page.get_by_label("Địa chỉ ô")
        box.fill(place)
        box.press("Enter")
        expect(box).to_have_value(place)

    def type(self, place: str, text: str, key: str = "Enter") -> None:
        """Type over a cell and leave it by a key; returns when it is saved."""
        self.go(place)
        self.keys(text)
        self.press(key)
        self.saved()

    def keys(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self) -> None:
        expect(self.page.locator(".state")).to_have_text("Đã lưu")

    def selected(self, place: str) -> None:
        """Expect these cells to be selected."""
        expect(self.page.get_by_label("Địa chỉ ô")).to_have_value(place)

    def shows(self, place: str, text: str) -> None:
        """Expect a cell to show a text."""
        expect(self.cell(place)).to_have_text(text)

    def notice(self) -> Locator:
        return self.page.locator(".notice")

    def menu(self, place: str, item: str) -> None:
        """Choose from the menu on a cell."""
        self.cell(place).click(button="right")
        self.page.get_by_role("menuitem", name=item).click()

    def paste(self, text: str) -> None:
        """Paste as from another program."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.press("Control+v")

    def clipboard(self) -> str:
        return str(self.page.evaluate("() => navigator.clipboard.readText()"))
