"""The pane Import: files to columns, to problems, to what they would do, and only then into the book."""
