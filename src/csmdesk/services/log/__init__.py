"""The log: what is written down every day; a module for each kind of records, and what all have in common."""
