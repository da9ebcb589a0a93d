"""The page of metrics: every metric of the registry, and one of them beside the list with all about it."""
