"""csmdesk: the desk of one customer success manager, offline."""

__version__ = "0.1.0"
