"""The words of a spreadsheet: addresses, requests of a batchUpdate, colours, notes. Pure."""
