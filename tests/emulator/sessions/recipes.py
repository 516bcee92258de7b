"""The recipes of docs/local-google-clients.md, by the client that they are for."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "local-google-clients.md"
WRITTEN = "http://127.0.0.1:8085"
#: Clients that are led there by another one's recipe.
SAME = {"gspread-formatting": "gspread", "gspread-dataframe": "gspread"}


def recipes() -> dict[str, str]:
    """Code by heading; a heading without code is one that refers to another."""
    sections = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        section.partition("\n")[0]: "".join(re.findall(r"```(?:python|js)\n(.*?)```", section, re.DOTALL))
        for section in sections
    }


def recipe(client: str, base_url: str) -> str:
    """The lines that lead a client to the server at an address."""
    code = recipes()[SAME.get(client, client)]
    assert WRITTEN in code, f"the recipe of {client} names no server"
    return code.replace(WRITTEN, base_url)
