"""The text of an uploaded file, as an article begins: from here on `apart.extracted` is the door.

Files are hostile until read: each is read in a process of its own (`apart.py`), which has so many
seconds and so much memory and knows nothing of the site. One module for each sort of file.
"""
