"""The same orders and the same faults on all three options at once, with a ledger for each."""
