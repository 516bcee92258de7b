"""What is known about a person: where it lies, for how long, and how it goes for good."""
