"""What is typed into forms on the programme: sessions, their people, halls, a release."""

from __future__ import annotations

from copy import copy
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conferences.actions.programme import keep_clashes, open_clashes
from conferences.languages import language_choices
from conferences.models import Edition, Hall, ProgrammeVersion, Session, SessionPerson
from conferences.programme.clashes import Clash, clashes
from conferences.programme.slots import Slot, working_slots, zone_of
from core.clock import present_day
from core.forms import RECORD_FIELDS, DayInput, RecordModelForm
from core.written import written
from network.forms import CountryForm


class HourInput(forms.TimeInput):
    """The browser's own input for an hour."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class LanguagesField(forms.MultipleChoiceField):
    """Languages by their codes, offered in the order of the reader's alphabet."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=language_choices, required=False, **kwargs)


class ClashForm(RecordModelForm):
    """A form whose record may bring a session into a clash: it is saved when each clash is solved, or ticked."""

    session_of: Any

    def session(self) -> Session:
        """The session as the form has it."""
        raise NotImplementedError

    def slot(self) -> Slot:
        """What the working programme would say of the session."""
        raise NotImplementedError

    def clashes(self) -> list[Clash]:
        """Those of this session that nobody has chosen to keep."""
        edition, slot = self.session().edition, self.slot()
        others = [
            other for other in working_slots(edition, timezone.localdate()) if other.session_id != slot.session_id
        ]
        found = [clash for clash in clashes([*others, slot]) if clash.concerns(slot.session_id)]
        return open_clashes(edition, found)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors or not (found := self.clashes()):
            return
        choices = [(clash.key, gettext("Keep the clash: %(words)s") % {"words": clash.words}) for clash in found]
        field = forms.MultipleChoiceField(
            label=_("Clashes in the programme"),
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Nothing is saved yet."),
        )
        self.fields = {"keep_clashes": field, **self.fields}
        data = self.data
        ticked = data.getlist("keep_clashes") if isinstance(data, QueryDict) else data.get("keep_clashes", [])
        if not {clash.key for clash in found} <= set(ticked):
            self.add_error(
                "keep_clashes", _("Change the hours, the hall or the people; or tick each clash that is meant.")
            )

    def save(self, commit: bool = True) -> Any:
        """With the clashes that were ticked: all there are, else the form were not valid."""
        saved = super().save(commit)
        keep_clashes(self.session().edition, self.clashes(), by=self.user)
        return saved


class SessionForm(ClashForm):
    """A session of the working programme: its hours are typed in the time of the edition's zone."""

    starts_at = forms.TimeField(label=_("From"), required=False, widget=HourInput)
    ends_at = forms.TimeField(label=_("To"), required=False, widget=HourInput)
    languages = LanguagesField(label=_("Languages"))

    field_order = (
        "kind", "code", "title", "held_on", "starts_at", "ends_at", "hall", "expected", "languages", "area",
        "on_priority_theme", "place", "is_cancelled",
    )  # fmt: skip

    class Meta:
        model = Session
        fields = (
            "kind", "code", "place", "title", "area", "on_priority_theme", "held_on", "hall", "expected", "languages",
            "is_cancelled", "panel", "speakers", *RECORD_FIELDS,
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition: Edition = self.instance.edition
        self.zone = zone_of(edition, present_day())
        self.zone_is_known = self.zone.key != "UTC"
        halls: Any = self.fields["hall"]
        halls.queryset = Hall.objects.filter(edition=edition).order_by("place", "name")
        self.fields["held_on"].label = _("Day")
        if self.zone_is_known:
            words = gettext("In the time of %(zone)s.") % {"zone": self.zone.key}
            self.fields["starts_at"].help_text = words
        frame = edition.frame_on(present_day())
        if frame and frame.languages:  # its own first; a session may still be held in another
            own = [choice for choice in language_choices() if choice[0] in {*frame.languages, *self.instance.languages}]
            self.fields["languages"] = forms.MultipleChoiceField(
                label=_("Languages"),
                choices=own,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("The working languages of the conference."),
            )
            self.order_fields(self.field_order)
        for name, moment in (("starts_at", self.instance.starts), ("ends_at", self.instance.ends)):
            if moment:
                self.initial[name] = moment.astimezone(self.zone).time()
        for name in ("panel", "speakers"):  # words of old records; new ones are people
            if not getattr(self.instance, name):
                del self.fields[name]
        if self.is_bound and self.data.get("swap_hours"):
            data: Any = copy(self.data)  # with its lists, which .dict() would lose
            data["starts_at"], data["ends_at"] = self.data.get("ends_at"), self.data.get("starts_at")
            self.data = data

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if code == "new" or code.isdigit():
            raise forms.ValidationError(_("Give a code with a letter in it, other than “new”: agora-3."))
        others = Session.objects.filter(edition=self.instance.edition, code=code).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("There is a session with this code already."))
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"held_on", "starts_at", "ends_at"} <= data.keys():
            self.check_hours(data["held_on"], data["starts_at"], data["ends_at"])
        return data

    def check_hours(self, day: date | None, starts: time | None, ends: time | None) -> None:
        """Both or neither; on a day; in a known zone; the right way round; at hours that this day has there."""
        if not starts and not ends:
            return
        if not starts or not ends:
            self.add_error("ends_at" if starts else "starts_at", _("Give both hours, or neither."))
        elif not day:
            self.add_error("held_on", _("Give the day too."))
        elif not self.zone_is_known:
            self.add_error("starts_at", _("Say on the page of the edition first in which time zone it takes place."))
        elif ends < starts:
            self.offer_to_swap(starts, ends)
        elif ends == starts:
            self.add_error("ends_at", _("The session ends when it starts."))
        else:
            for name, hour in (("starts_at", starts), ("ends_at", ends)):
                if not exists(day, hour, self.zone):
                    words = gettext("%(hour)s does not exist on %(day)s in %(zone)s: the clocks go forward then.")
                    self.add_error(name, words % {"hour": written(hour), "day": written(day), "zone": self.zone.key})

    def offer_to_swap(self, starts: time, ends: time) -> None:
        """Says which hour lies before which, and adds the repair as one tick."""
        hours = {"starts": written(starts), "ends": written(ends)}
        self.add_error("ends_at", gettext("The end, %(ends)s, lies before the start, %(starts)s.") % hours)
        label = gettext("Swap the two hours: from %(ends)s to %(starts)s") % hours
        self.fields["swap_hours"] = forms.BooleanField(label=label, required=False)
        names = list(self.fields)
        self.order_fields([*names[: names.index("ends_at") + 1], "swap_hours"])

    def _post_clean(self) -> None:
        data, session = self.cleaned_data, self.instance
        if not self.errors:
            day, starts, ends = data.get("held_on"), data.get("starts_at"), data.get("ends_at")
            session.starts = datetime.combine(day, starts, self.zone) if day and starts else None
            session.ends = datetime.combine(day, ends, self.zone) if day and ends else None
        super()._post_clean()

    def session(self) -> Session:
        return self.instance

    def slot(self) -> Slot:
        return Slot.of(self.instance, self.zone, None if self.instance.pk else [])

    def save(self, commit: bool = True) -> Any:
        if self.instance.pk is None:
            self.instance.is_draft = True  # until a version shows it
        return super().save(commit)


def exists(day: date, hour: time, zone: ZoneInfo) -> bool:
    """Is there such an hour on this day? When summer time begins, an hour is left out."""
    moment = datetime.combine(day, hour, zone)
    return moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == moment.replace(tzinfo=None)


class SessionPersonForm(CountryForm, ClashForm):
    class Meta:
        model = SessionPerson
        fields = ("role", "name", "organisation", "country", "talk", "place", *RECORD_FIELDS)

    def session(self) -> Session:
        return self.instance.session

    def slot(self) -> Slot:
        session = self.instance.session
        others = [row for row in session.people.all() if row.pk != self.instance.pk]
        return Slot.of(session, zone_of(session.edition, present_day()), [*others, self.instance])


class HallForm(RecordModelForm):
    class Meta:
        model = Hall
        fields = ("name", "capacity", "place", *RECORD_FIELDS)

    def clean_capacity(self) -> int | None:
        capacity: int | None = self.cleaned_data["capacity"]
        if capacity == 0:
            raise forms.ValidationError(_("A hall has at least one seat. Leave it empty if the number is not known."))
        return capacity


class ReleaseForm(forms.Form):
    """A version's name, and what is said of it."""

    name = forms.RegexField(
        r"^[\w][\w.-]*\Z",
        label=_("Name of the version"),
        max_length=30,
        help_text=_("As in 1.0. It stands in the address of the version."),
        error_messages={"invalid": _("Use letters, digits, dots and hyphens alone, as in 1.0.")},
    )
    comment = forms.CharField(
        label=_("Comment"),
        max_length=500,
        required=False,
        widget=forms.Textarea,
        help_text=_("What a reader should know of it. Everyone sees it."),
    )
    known_on = forms.DateField(label=_("Released on"), widget=DayInput)
    source = forms.CharField(label=_("Source"), max_length=500, required=False)


def next_name(last: ProgrammeVersion | None) -> str:
    """A name to begin with: 1.0, then 1.1; nothing where the last is not named like that."""
    if last is None:
        return "1.0"
    whole, _dot, part = last.name.rpartition(".")
    return f"{whole}.{int(part) + 1}" if whole.isdecimal() and part.isdecimal() else ""
