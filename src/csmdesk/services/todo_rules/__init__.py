"""The rules of the work over a book: one function a rule, each gives its findings."""
