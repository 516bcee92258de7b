"""WHAT all reports together show: who reported, what contradicts, what the office decided. Pure."""
