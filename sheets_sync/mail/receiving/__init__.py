"""WHAT comes back: mails that bounced, and answers of units."""
