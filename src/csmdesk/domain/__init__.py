"""The words and rules of the field as plain data: no files, no database, no window."""
