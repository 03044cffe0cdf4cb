"""Serving for a school: the web server, the worker beside it, and the units of systemd.

What is started from here must be light and must not need Django: it stays for as long as we serve.
"""
