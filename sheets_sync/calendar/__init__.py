"""WHEN something is due or late: regimes, working days, timetables. Pure: every moment is an argument."""
