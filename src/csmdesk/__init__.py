"""csmdesk: the desk of one customer success manager, offline."""

__version__ = "1.0.0"
