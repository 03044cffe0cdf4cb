"""Speaks HTTP: fetches within permission, makes one call, renders or redirects."""
