"""What is believed of Google, as tests: against the local Google by default, against the real one when asked.

`SHEETS_SYNC_LIVE=1` with credentials of google-auth's (`GOOGLE_APPLICATION_CREDENTIALS`, or those of gcloud)
asks the real Google, in a folder of its own that is deleted afterwards, with at most 200 calls and slowly
enough for its quota. An account without storage of its own needs `SHEETS_SYNC_LIVE_FOLDER`, the id of a
folder in a shared drive. The outcome is written into docs/assumptions.md. `SHEETS_SYNC_LIVE_RECORD=FOLDER`
keeps the answers, without ids and addresses, a file a test.
"""
