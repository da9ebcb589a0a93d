"""Frozen versions of a review: their list, what differs between two of them, their texts side by side."""
