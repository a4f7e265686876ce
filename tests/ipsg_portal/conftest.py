"""The demonstration records and the clause library, loaded once for all tests of a module that ask for them."""

from tests.kept_records import records

__all__ = ["records"]
