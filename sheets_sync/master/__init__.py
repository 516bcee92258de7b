"""WHAT stands in the master, and how it gets there without touching what the office wrote. Pure."""
