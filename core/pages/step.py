"""The steps of a document: one address for all of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views import View

from core.clock import present_day
from core.forms import StepForm
from core.pages.page import RecordPage
from core.workflow import Refused, perform, refusal


class Step(View):
    """Any step of a document. Asked for with GET, it shows what will be done; only POST does it."""

    page: type[RecordPage]
    forms: ClassVar[dict[str, type[StepForm]]] = {}  # by the name of a step that asks for more

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _record, step = self.found(request, kwargs)
        form = self.form_of(kwargs)(initial={"known_on": present_day()})
        return self.show(request, kwargs, form.asking_why(step.gives_up))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record, step = self.found(request, kwargs)
        form = self.form_of(kwargs)(request.POST).asking_why(step.gives_up)
        if form.is_valid():
            assert self.page.workflow is not None  # `found` has made sure of it
            try:
                perform(self.page.workflow, kwargs["step"], record, by=request.user, **form.cleaned_data)
            except Refused as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, gettext("Done."))
                return HttpResponseRedirect(self.page.url(record))
        return self.show(request, kwargs, form)

    def form_of(self, kwargs: dict[str, Any]) -> type[StepForm]:
        return self.forms.get(kwargs["step"], StepForm)

    def found(self, request: HttpRequest, kwargs: dict[str, Any]) -> Any:
        """The document and the step of that name. Raises Http404 and PermissionDenied."""
        record = self.page.find(request.user, kwargs)
        try:
            step = self.page.workflow.named(kwargs["step"]) if self.page.workflow else None
        except KeyError:
            step = None
        if step is None or not step.by_itself:
            raise Http404
        if not step.who(request.user, record):
            raise self.page.seen_only(record)
        return record, step

    def show(self, request: HttpRequest, kwargs: dict[str, Any], form: Form) -> HttpResponse:
        record, step = self.found(request, kwargs)
        context = {
            "title": step.label,
            "lead": refusal(step, record, request.user)
            or gettext("%(record)s: after this step it stands as “%(state)s”.")
            % {"record": record, "state": dict(record._meta.get_field("state").flatchoices)[step.target]},
            "form": form,
            "submit_label": step.label,
            "cancel_url": self.page.url(record),
            "crumbs": self.page.crumbs(record, step.label),
        }
        return render(request, "core/record_form.html", context)
