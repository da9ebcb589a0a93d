"""A second, plain count of every metric, written from docs/definitions.md without the metrics module."""
