"""Quizsite's one Django app: it turns an article into learning.

Five layers; models, queries and services have the same area words.

    web       views  forms  templatetags  admin  management  tasks         speaks HTTP, runs jobs
    services  one function per thing a person does: attempts.submit        writes
    queries   what one page needs, in a known number of SQL queries        reads
    models    tables, constraints, chainable QuerySets                     remembers
    engine    plain Python: no Django, database, clock or hidden randomness thinks

Areas, left to right:

    accounts · audit | jobs | site | editing | notices · classrooms · articles · bank ·
    correcting | drafting | interchange · composition · sharing · assignments · disclosure ·
    progress · attempts · grading · review | practice · analysis · records

Two rules. Imports go *down* the layers, to any area; within a layer only to areas on the *left*.
import-linter keeps both. So an act lives in the rightmost area whose rows it writes; foreign keys
point left and are imported; no signals, no callbacks. `models/fields.py` stands left of all areas:
columns that several tables share.

To find anything say layer + area: the writes of attempts are `services/attempts.py`, their tables
`models/attempts/`, their tests `tests/services/test_attempts.py`.
"""
