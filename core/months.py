"""So many months after a day, and before it."""

from datetime import date

from dateutil.relativedelta import relativedelta


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on; of a shorter month its last day. Negative: so many before."""
    found: date = day + relativedelta(months=months)
    return found
