"""WHEN things run: the scheduled jobs."""
