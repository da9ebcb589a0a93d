"""The book: an encrypted SQLite database in a folder, its one writer, its readers, its journal."""
