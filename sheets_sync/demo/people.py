"""People at their browsers: they type into workbooks as themselves, through the page's own calls."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any

import requests

#: Seconds to wait for the server.
TIMEOUT = 60


class People:
    """Speaks to the local Google as whoever is named; the service under demonstration is not involved."""

    def __init__(self, base_url: str, token: str = "") -> None:
        """`token` is what the server's controls ask for."""
        self._base = base_url
        self.session = requests.Session()
        # The server is this machine's own: no proxy leads to it.
        self.session.trust_env = False
        if token:
            self.session.headers["X-Local-Google-Token"] = token

    def __enter__(self) -> "People":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def type_in(self, who: str, workbook: str, cells: Mapping[str, str]) -> None:
        """Type texts into cells, as in the browser: parsed by the workbook's locale."""
        data = [{"range": place, "values": [[text]]} for place, text in cells.items()]
        body = {"valueInputOption": "USER_ENTERED", "data": data}
        self._post(who, f"/v4/spreadsheets/{workbook}/values:batchUpdate", body)

    def change(self, who: str, workbook: str, requests_: Sequence[Mapping[str, Any]]) -> None:
        """Insert rows, merge cells and the like."""
        self._post(who, f"/v4/spreadsheets/{workbook}:batchUpdate", {"requests": list(requests_)})

    def set_clock(self, now: datetime | None) -> None:
        """Stop the server's clock at a moment; None lets it run with the machine's."""
        self._post("", "/_emulator/clock", {"now": None if now is None else now.isoformat()})

    def refuse_once(self, workbook: str) -> None:
        """The next reading of a workbook is refused, as when a unit stops sharing it."""
        fault = {"status": 403, "route": f"/v4/spreadsheets/{workbook}$", "method": "GET", "count": 1}
        self._post("", "/_emulator/faults", [fault])

    def _post(self, who: str, path: str, body: object) -> None:
        headers = {"Authorization": f"Bearer user:{who}"} if who else {}
        answer = self.session.post(self._base + path, json=body, headers=headers, timeout=TIMEOUT)
        if not answer.ok:
            raise RuntimeError(f"{path} as {who or 'the owner'}: {answer.status_code} {answer.text}")
