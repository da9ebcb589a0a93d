"""Parts of the window: shell."""
