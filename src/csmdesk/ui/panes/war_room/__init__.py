"""The war room: a board for all red accounts, their countdowns, stand-ups, escalations, closing reviews."""
