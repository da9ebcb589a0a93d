"""The contract calendar: year, month, day and list of renewals, risk matrix, one contract's track."""
