"""WHAT the mails say, and which of them are due."""
