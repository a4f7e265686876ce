"""Files of CAF users, taken into the register: read, understood, checked, entered, taken back.

`table.py` with `csv_file.py` and `xlsx_file.py`: rows of a file · `mapping.py`: what its columns are · `resource.py`,
`spelling.py`: what a cell means; `meanings.py`: what a person says that it does · `standing.py`, `checking.py`: what
each row would do, of uses `uses.py` · `problems.py`, `words.py`: in the reader's language · `runs.py`: the acts and
their jobs · `answering.py`, `comparing.py`: what is asked · `writing.py`, `undoing.py`: in bulk · `pairs.py`:
duplicates among what was entered · `giving_back.py`: the rows that stay out, as the same file.
"""
