"""The demo: a class with six weeks behind it, and a server to look at it."""
