"""Files of CAF users, taken into the register: read, understood, checked, entered, taken back.

`table.py` with `csv_file.py` and `xlsx_file.py`: rows of a file · `mapping.py`: what its columns are · `resource.py`,
`spelling.py`: what a cell means; `meanings.py`: what a person says that it does · `standing.py`, `checking.py`: what
each row would do · `problems.py`, `words.py`: in the reader's language · `runs.py`: the acts and their jobs ·
`writing.py`, `undoing.py`: in bulk · `giving_back.py`: the rows that stay out, as the same file.
"""
