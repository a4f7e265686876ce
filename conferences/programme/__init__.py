"""The programme of an edition: what it says of a session, its clashes, versions, timetable and calendars."""
