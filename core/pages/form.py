"""Forms for a record and for its rows. Who saves second is shown what the first saved, and loses nothing."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import CharField, HiddenInput
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View

from core.forms import RecordModelForm
from core.pages.page import RecordPage
from core.pages.parts import Crumb, Words
from core.workflow import Refused
from core.written import written

Difference = tuple[Words, str, str]


def last_change(record: Any) -> str:
    """Which of its changes a record saw last: two editors hold the same one only if nobody saved between."""
    if record.pk is None:
        return ""
    return str(record.history.order_by("-history_id").values_list("history_id", flat=True).first() or "")


class RecordForm(View):
    """The form for a new record, and for mending one: which of them, the address says.

    Who may open it say the list (`may_add`) and the page (`may_edit`); the latter is asked again for what was
    filled in. `save` calls the action where more than one row is written.
    """

    page: type[RecordPage]
    form: type[RecordModelForm]
    template = "core/record_form.html"
    new_form: type[RecordModelForm] | None = None
    new_title: Words = ""
    new_lead: Words = ""
    mend_lead: Words = _("Mend what was mistyped. What has changed in the world is a new row on the record's page.")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record(request, kwargs)
        return self.show(request, record, self.filled(request, record), last_change(record))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record(request, kwargs, locked=True)
        form, newest = self.filled(request, record, request.POST), last_change(record)
        if newest != request.POST.get("seen", ""):
            theirs = differences(self.filled(request, record), form)
            if theirs:
                return self.show(request, record, form, newest, theirs)
        if form.is_valid():
            for sentence in form.missing_in_whole():
                form.add_error(None, sentence)
        if form.is_valid():
            if not self.allows(request.user, form.instance):
                raise PermissionDenied
            try:
                saved = self.save(form)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, self.said_after())
                return HttpResponseRedirect(self.url_after(saved))
        return self.show(request, record, form, newest)

    def record(self, request: HttpRequest, kwargs: dict[str, Any], *, locked: bool = False) -> Any:
        """The record to mend, or an empty one. Raises Http404 and PermissionDenied."""
        if not kwargs:
            if not self.page.listing.may_add(request.user):
                raise PermissionDenied
            return self.page.listing.model()
        record = self.page.find(request.user, kwargs, locked=locked)
        if not self.page.may_edit(request.user, record):
            raise self.page.seen_only(record)
        return record

    def allows(self, user: Any, record: Any) -> bool:
        """May this person enter what the form now says?"""
        return self.page.may_edit(user, record)

    def filled(self, request: HttpRequest, record: Any, data: Any = None) -> RecordModelForm:
        form = self.new_form if self.new_form and record.pk is None else self.form
        # A copy: a form writes what is typed into its record before it is known to be right.
        return form(data, instance=copy(record), user=request.user, **self.initial(request, record))

    def initial(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What a new form begins with: values named in the address, for links that know the answer already."""
        return {"initial": request.GET.dict()} if record.pk is None else {}

    def save(self, form: Any) -> Any:
        """Enter what the form says. Raises Refused with the reason."""
        return form.save()

    def url_after(self, saved: Any) -> str:
        return str(saved.get_absolute_url())

    def said_after(self) -> str:
        return gettext("Saved.")

    def title(self, record: Any) -> Words:
        if record.pk is None:
            return self.new_title or self.page.listing.new_label
        return gettext("Mend: %(record)s") % {"record": record}

    def lead(self, record: Any) -> Words:
        return self.new_lead if record.pk is None else self.mend_lead

    def cancel_url(self, record: Any) -> str:
        return reverse(self.page.listing.address) if record.pk is None else self.page.url(record)

    def crumbs(self, record: Any) -> list[Crumb]:
        if record.pk is not None:
            return self.page.crumbs(record, gettext("Mend"))
        listing = self.page.listing
        return [(listing.heading(), reverse(listing.address)), (self.title(record), None)]

    def show(
        self, request: HttpRequest, record: Any, form: Any, newest: str, theirs: list[Difference] | None = None
    ) -> HttpResponse:
        if form.is_bound:
            form.data = form.data.copy()
            form.data["seen"] = newest
        form.fields["seen"] = CharField(widget=HiddenInput, required=False, initial=newest)
        context = {
            "title": self.title(record),
            "lead": self.lead(record),
            "form": form,
            "submit_label": gettext("Save"),
            "cancel_url": self.cancel_url(record),
            "crumbs": self.crumbs(record),
            "theirs": theirs,
        }
        context |= self.more(request, record, form)
        return render(request, self.template, context, status=409 if theirs else 200)

    def more(self, request: HttpRequest, record: Any, form: Any) -> dict[str, Any]:
        """What a template of the form's own is given besides."""
        return {}


def differences(saved: Any, typed: Any) -> list[Difference]:
    """(label, what is saved, what was typed) of the fields in which two forms of one record differ."""
    return [
        (
            typed[name].label,
            _in_words(typed.fields[name], saved[name].initial),
            _in_words(typed.fields[name], typed[name].data),
        )
        for name in typed.fields
        if name in typed.changed_data
    ]


def _in_words(field: Any, value: Any) -> str:
    """What a form's field holds, as a reader sees it."""
    if isinstance(value, list):
        return " / ".join(str(part) for part in value if part)
    choices = {str(key): str(word) for key, word in getattr(field, "choices", ())}
    return choices.get(str(value)) or written(value)


class RowForm(RecordForm):
    """The form for a new row of a record, and for mending one: which rows, the address says."""

    def record(self, request: HttpRequest, kwargs: dict[str, Any], *, locked: bool = False) -> Any:
        self.rows = self.page.rows_named(kwargs["rows"])
        parent = self.page.find(request.user, kwargs)
        if self.rows.form is None or not self.rows.are_seen(parent, request.user):
            raise Http404
        existing = self.rows.of(parent, request.user)
        if "row" not in kwargs:
            row = existing.model(**{parent._meta.get_field(self.rows.relation).field.name: parent})
        elif self.rows.linked:
            raise Http404
        else:
            row = get_object_or_404(existing.select_for_update(of=("self",)) if locked else existing, pk=kwargs["row"])
        if not self.rows.may(request.user, parent):
            raise self.page.seen_only(parent)
        self.parent = parent
        return row

    def allows(self, user: Any, record: Any) -> bool:
        return self.rows.may(user, self.parent)

    def filled(self, request: HttpRequest, record: Any, data: Any = None) -> RecordModelForm:
        assert self.rows.form is not None  # else there is no such page
        return self.rows.form(data, instance=copy(record), user=request.user)

    def save(self, form: Any) -> Any:
        if self.rows.save is not None and form.instance.pk is None:
            return self.rows.save(form, by=form.user)
        return form.save()

    def url_after(self, saved: Any) -> str:
        return str(saved.get_absolute_url()) if self.rows.linked else self.page.url(self.parent)

    def title(self, record: Any) -> Words:
        if record.pk is None:
            return self.rows.add_label
        return gettext("Mend an entry: %(rows)s") % {"rows": self.rows.title}

    def lead(self, record: Any) -> Words:
        return self.rows.why if record.pk is None else self.mend_lead

    def cancel_url(self, record: Any) -> str:
        return self.page.url(self.parent)

    def crumbs(self, record: Any) -> list[Crumb]:
        return self.page.crumbs(self.parent, self.title(record))
