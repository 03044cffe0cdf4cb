"""Class lists, slips, passwords."""
