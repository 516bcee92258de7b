"""WHAT a unit sees in its own spreadsheet: the template, what is wrong, what it had before. Pure."""
