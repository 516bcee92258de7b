"""Where templates come from: the office's own, each before ours of the same name."""

from pathlib import Path
from typing import Literal

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PackageLoader


def templates(of: Literal["mail", "report"], folder: Path | None = None) -> BaseLoader:
    """The templates of mails or documents, with those of the office's folder before them."""
    ours = PackageLoader(f"sheets_sync.{of}")
    return ours if folder is None else ChoiceLoader([FileSystemLoader(folder), ours])
