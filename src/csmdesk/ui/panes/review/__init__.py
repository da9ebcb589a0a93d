"""The self-review: its chapters, its pages as they will be printed, and the evidence of each figure."""
