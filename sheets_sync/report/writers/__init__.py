"""HOW documents become files: Word, page, PDF, charts."""
