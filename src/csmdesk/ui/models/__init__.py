"""Parts of the window: models."""
