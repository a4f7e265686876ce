from django.urls import path

from core.addresses import record_paths
from network.views import country, meeting, person, programme

app_name = "network"
urlpatterns = [
    path("", country.CountryList.as_view(), name="home"),
    path("troika/", country.Troika.as_view(), name="troika"),
    path("seats/", person.SeatTable.as_view(), name="seat_table"),
    *record_paths(
        "country",
        "countries/",
        "<slug:country>/",
        listing=country.CountryList,
        page=country.CountryPage,
        form=country.CountryForm,
        rows=country.CountryRow,
    ),
    *record_paths(
        "presidency",
        "presidencies/",
        "<int:pk>/",
        listing=country.PresidencyList,
        page=country.PresidencyPage,
        form=country.PresidencyForm,
    ),
    *record_paths(
        "meeting",
        "meetings/",
        "<int:number>/",
        listing=meeting.MeetingList,
        page=meeting.MeetingPage,
        form=meeting.MeetingForm,
        rows=meeting.MeetingRow,
    ),
    *record_paths(
        "group_meeting",
        "group-meetings/",
        "<int:pk>/",
        listing=meeting.GroupMeetingList,
        page=meeting.GroupMeetingPage,
        form=meeting.GroupMeetingForm,
        rows=meeting.GroupMeetingRow,
    ),
    *record_paths(
        "conclusion",
        "conclusions/",
        "<int:pk>/",
        listing=meeting.ConclusionList,
        page=meeting.ConclusionPage,
        form=meeting.ConclusionForm,
        new=False,
    ),
    *record_paths(
        "body",
        "bodies/",
        "<slug:key>/",
        listing=programme.BodyList,
        page=programme.BodyPage,
        form=programme.BodyForm,
    ),
    *record_paths(
        "programme",
        "programmes/",
        "<int:pk>/",
        listing=programme.ProgrammeList,
        page=programme.ProgrammePage,
        form=programme.ProgrammeForm,
    ),
    *record_paths(
        "decision",
        "decisions/",
        "<int:pk>/",
        listing=programme.DecisionList,
        page=programme.DecisionPage,
        form=programme.DecisionForm,
    ),
    *record_paths(
        "person",
        "people/",
        "<int:pk>/",
        listing=person.PersonList,
        page=person.PersonPage,
        form=person.PersonForm,
        rows=person.PersonRow,
        new=False,
    ),
]
