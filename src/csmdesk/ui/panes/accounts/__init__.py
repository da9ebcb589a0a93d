"""客户 Accounts: the list, and one account in full beside it."""
