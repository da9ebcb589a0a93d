"""The war room: one board for all red accounts, their countdowns, stand-ups, escalations and closing reviews."""
