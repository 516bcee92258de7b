"""The page's files are served, and serving them leaves the server free for others."""

import requests

from .client import Api


def test_a_page_is_served_again_and_again(api: Api) -> None:
    for _ in range(3):
        for path in ("/", "/_emulator/web/index.html"):
            answer = requests.get(api.base_url + path)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith("text/html")


def test_addresses_as_google_writes_them_open_the_page(api: Api) -> None:
    address = f"{api.base_url}/spreadsheets/d/1xrNy2WiCVJ35q0FrCouS2YszAkHqAGux5ehXiF4GThd/edit"
    answer = requests.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
