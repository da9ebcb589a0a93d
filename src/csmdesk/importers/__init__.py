"""From a folder of exported files to typed rows in the book: read, map, check, apply."""
