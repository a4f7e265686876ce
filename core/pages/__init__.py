"""Lists, pages, forms and steps of records: what an app's views declare, and what the templates are given.

Every list starts at what its reader may see, and every record is fetched from there: what one may not see is
404, what one may not do is 403. Addresses of a record hang below its own: edit/, do/<step>/, <rows>/new/,
<rows>/<number>/edit/. Signing in is asked for everywhere; a view that is `public` says so.
"""

from core.pages.form import RecordForm, RowForm
from core.pages.listing import ROWS_A_PAGE, RecordList
from core.pages.page import RecordPage
from core.pages.parts import Action, Head, Room, Row, address, day_read, everyone, known_by, nobody, public
from core.pages.rows import DatedRows
from core.pages.step import Step

__all__ = [
    "ROWS_A_PAGE",
    "Action",
    "DatedRows",
    "Head",
    "RecordForm",
    "RecordList",
    "RecordPage",
    "Room",
    "Row",
    "RowForm",
    "Step",
    "address",
    "day_read",
    "everyone",
    "known_by",
    "nobody",
    "public",
]
