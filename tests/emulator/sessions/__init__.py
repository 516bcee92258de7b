"""Sessions of clients: each module begins where its recipe in docs/local-google-clients.md ends.

`python -m tests.emulator.sessions NAME BASE_URL` runs a recipe and its session, which tells what it saw.
"""
