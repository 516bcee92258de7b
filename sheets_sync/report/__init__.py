"""From numbers to the leadership's desk: what the documents say, and how they become files."""
