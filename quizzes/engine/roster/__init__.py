"""A class list: what its columns are, what is wrong with its cells, whom its rows are about.

`columns.guessed` says what each column is, `entries.entries_of` reads the rows, and
`matching.matched` compares them with who is in the class.
"""
