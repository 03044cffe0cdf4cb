"""One file that holds an installation: made while it serves, read back whole or not at all."""
