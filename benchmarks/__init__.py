"""Throughput, measured against a baseline in the same run; never asserted."""
