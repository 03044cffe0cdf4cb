"""Writes: one function per thing a person does, in one transaction, on record."""
