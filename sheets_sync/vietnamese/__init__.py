"""WHAT Vietnamese letters, numbers, dates and words in a cell mean. Pure: text in, values and doubts out."""
