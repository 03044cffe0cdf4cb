"""An app whose second migration fails half way."""
