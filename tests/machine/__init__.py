"""Units, the office, Google and the sync in any order, drawn by chance, and what must hold after it."""
