"""Several machines share the work of many campaigns: a queue in their database, and who takes from it."""
