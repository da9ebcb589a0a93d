"""The pages of one account: overview, contracts, usage, tickets, contacts, touches, timeline."""
