"""The chapters of the self-review, one module each: sentences and tables made from figures alone."""
