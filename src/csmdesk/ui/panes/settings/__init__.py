"""The settings pane: the book and its keys, backups, health, rules, segments, rates, and the window."""
