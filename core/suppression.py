"""Which figures are not shown, so that nobody can tell what few people said.

A group of 1 to 4 is never shown. Nor is what would give it away: another figure that, taken from the total, leaves
it; or a mean that only one set of hidden counts could have. What is decided here holds for page, file and document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import permutations, product

LEAST = 5
"""The smallest group of which anything is shown."""
MEAN_PLACES = 1
MOST_MOVED = 3
"""How many people are thought of as having answered otherwise, when another solution is looked for."""


def hidden_groups(counts: Sequence[int], also: Iterable[int] = ()) -> set[int]:
    """The places of the groups that may not be shown, where their total is known.

    Those of 1 to 4, those in `also` and then the next smallest, until what is hidden is at least two groups and at
    least five people together.
    """
    hidden = {place for place, count in enumerate(counts) if 0 < count < LEAST or (count and place in set(also))}
    rest = sorted((count, place) for place, count in enumerate(counts) if count and place not in hidden)
    while hidden and rest and (len(hidden) < 2 or sum(counts[place] for place in hidden) < LEAST):
        hidden.add(rest.pop(0)[1])
    return hidden


@lru_cache(maxsize=4096)  # the same few people are asked some hundred questions
def hidden_ratings(values: tuple[int, ...], counts: tuple[int, ...]) -> tuple[frozenset[int], bool]:
    """The places of the counts that may not be shown, and whether the mean may: `values` given `counts` times."""
    hidden = hidden_groups(counts)
    if not hidden:
        return frozenset(hidden), True
    rest = sorted((count, place) for place, count in enumerate(counts) if count and place not in hidden)
    while not is_open_to_doubt(values, counts, hidden):
        if not rest:
            return frozenset(hidden), False
        hidden.add(rest.pop(0)[1])
    return frozenset(hidden), True


def is_open_to_doubt(values: Sequence[int], counts: Sequence[int], hidden: set[int]) -> bool:
    """Whether each hidden count could be another one, total, mean and visible counts being what they are.

    Looks for other solutions near the true one; where it finds none it says no, which hides more rather than less.
    """
    answers = sum(counts)
    points = sum(value * count for value, count in zip(values, counts, strict=True))
    mean = round(points / answers, MEAN_PLACES)
    doubtful: set[int] = set()
    for changes in near_changes(sorted(hidden)):
        moved = points + sum(values[place] * change for place, change in changes.items())
        if round(moved / answers, MEAN_PLACES) == mean and all(
            counts[place] + change > 0 for place, change in changes.items()
        ):
            doubtful |= {place for place, change in changes.items() if change}
            if doubtful >= hidden:
                return True
    return False


def near_changes(places: Sequence[int]) -> Iterator[dict[int, int]]:
    """Ways in which a few people might have answered otherwise, one or two groups of them at a time."""
    single = [
        {source: -number, target: number}
        for source, target in permutations(places, 2)
        for number in range(1, MOST_MOVED + 1)
    ]
    yield from single
    for first, second in product(single, repeat=2):
        yield {place: first.get(place, 0) + second.get(place, 0) for place in {*first, *second}}
