"""The pane Log: what happens with customers, typed in a line, and the lists of it."""
