"""The page of targets: the pyramid, the same targets as a list, and one target with its breakdown."""
