"""HOW mails leave: the outbox emptied through a transport, within limits, each at most once."""
