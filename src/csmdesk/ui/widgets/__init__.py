"""Parts of the window: widgets."""
