from django.urls import path

from core.addresses import record_paths
from customer_focus.views import action, guide

app_name = "customer_focus"
urlpatterns = [
    path("", guide.GuideList.as_view(), name="home"),
    path("principles/", guide.PrincipleList.as_view(), name="principle_list"),
    *record_paths(
        "presentation",
        "presentations/",
        "<int:pk>/",
        listing=guide.PresentationList,
        page=guide.PresentationPage,
        form=guide.PresentationForm,
        rows=guide.PresentationRow,
        new=False,
    ),
    *record_paths(
        "guide",
        "guides/",
        "<slug:guide>/",
        listing=guide.GuideList,
        page=guide.GuidePage,
        form=guide.GuideForm,
        rows=guide.GuideRow,
    ),
    *record_paths(
        "principle",
        "guides/",
        "<slug:guide>/<int:place>/",
        page=guide.PrinciplePage,
        form=guide.PrincipleForm,
        rows=guide.PrincipleRow,
        new=False,
    ),
    *record_paths(
        "action",
        "dissemination/",
        "<int:pk>/",
        listing=action.ActionList,
        page=action.ActionPage,
        form=action.ActionForm,
    ),
    *record_paths(
        "event",
        "events/",
        "<int:pk>/",
        listing=action.EventList,
        page=action.EventPage,
        form=action.EventForm,
        rows=action.EventRow,
    ),
    *record_paths(
        "practice",
        "practices/",
        "<slug:slug>/",
        listing=action.PracticeList,
        page=action.PracticePage,
        form=action.PracticeForm,
    ),
]
