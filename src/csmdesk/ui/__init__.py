"""The window: theme, models, widgets, panes and shell."""
