"""Who stands for the account in commands that make no call."""

from typing import NoReturn

from sheets_sync.google.calls import CallLog


class Offline:
    """The account as far as it is known without signing in: nothing of what Google needs is loaded."""

    def __init__(self, account: str) -> None:
        #: Address to share files with.
        self.account = account
        self.log = CallLog()

    def __getattr__(self, name: str) -> NoReturn:
        raise RuntimeError(f"A command that makes no call asked Google: {name}")
