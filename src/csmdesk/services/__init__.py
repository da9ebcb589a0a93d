"""What a user does with a book, as functions."""
