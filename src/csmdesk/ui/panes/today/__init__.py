"""The pane Today: what is due, how the key results stand, what is at risk, what comes next."""
