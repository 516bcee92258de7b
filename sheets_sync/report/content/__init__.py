"""WHAT the documents say, as data with the source of each figure. Pure."""
