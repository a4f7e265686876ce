"""The model of the conference: comparison, alternatives with their costs, papers with files and deliveries."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_safe

from conferences.actions import proposal as actions
from conferences.columns import proposal as columns
from conferences.filters.proposal import AlternativeFilters
from conferences.forms import proposal as forms
from conferences.models import Alternative, PaperFile, ProposalDelivery, ProposalPaper
from conferences.permissions import can_edit_alternative, can_edit_editions, can_propose_some
from conferences.reading.proposals import Proposals, proposals, side
from conferences.signals import Closed
from conferences.views.room import ROOM
from conferences.workflow.proposal import ALTERNATIVE
from core.clock import PARAMETER, TODAY, present_day, reading, viewing
from core.exports import FORMATS, Listing
from core.models import Job, JobState
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, RowForm, Step, address, day_read
from core.rights import requires
from core.workflow import Refused
from network.permissions import can_read_shared

MODEL = _("Model of the conference")


class FoundPage(RecordPage):
    """A page that is read from today where nobody asked for a day before its record was known.

    The demonstration looks at 2008; what became known later would else never be found.
    """

    def get(self, request, **kwargs):
        if not reading(request).asked and present_day() < self.find(request.user, kwargs).known_on:
            request.GET = request.GET.copy()
            request.GET[PARAMETER] = TODAY
        return super().get(request, **kwargs)


@requires(can_read_shared)
@require_safe
def model_page(request):
    """Per topic the alternatives handed in as of a day, and what earlier editions cost. As a file: `?format=xlsx`."""
    read = day_read(request)
    visible = Alternative.objects.visible_to(request.user)
    standing = visible.handed_in_on(read.day)
    if name := request.GET.get("format"):
        if name not in FORMATS:
            raise Http404
        return FORMATS[name](
            Listing(
                name="conferences-model",
                title=str(MODEL),
                columns=columns.ALTERNATIVE,
                records=standing.for_list(),
                day=read.day,
                filters=(),
                host=f"{request.scheme}://{request.get_host()}",
            )
        )
    said = proposals(standing.for_list(), read.day)
    with viewing(read.day):
        return render(
            request,
            "conferences/proposal_model.html",
            {
                "title": MODEL,
                "lead": gettext(
                    "Alternatives on the four topics that the Directors General named, and what they cost."
                ),
                "crumbs": [(ROOM.label, reverse(ROOM.home)), (MODEL, None)],
                "lists": ROOM.siblings(request.user, "conferences:model"),
                "reading": read,
                "said": said,
                "later": visible.filter(known_on__gt=read.day).count(),
                "papers": ProposalPaper.objects.visible_to(request.user).known(read.day).for_list(),
                "downloads": [(name.upper(), address(request, format=name)) for name in FORMATS],
                "may_propose": can_propose_some(request.user),
                "may_put": can_edit_editions(request.user),
            },
        )


class AlternativeList(RecordList):
    model = Alternative
    columns = columns.ALTERNATIVE
    room = ROOM
    address = "conferences:alternative_list"
    title = _("Alternatives for the model")
    lead = _("What is proposed on each topic. A draft is seen by who proposes it and by the secretariat.")
    filters = AlternativeFilters
    new = "conferences:alternative_new"
    new_label = _("Propose an alternative")
    may_add = staticmethod(can_propose_some)
    empty_why = _("An alternative stands here once it is handed in.")


class AlternativePage(FoundPage):
    listing = AlternativeList
    template = "conferences/proposal_alternative.html"
    may_edit = staticmethod(can_edit_alternative)
    workflow = ALTERNATIVE
    rows = (
        DatedRows(
            "costs",
            _("Costs"),
            (),
            forms.AlternativeCostForm,
            can_edit_alternative,
            _("Add a cost"),
            why=_("One line for each thing and each who bears it. Whole euro."),
        ),
    )

    @classmethod
    def crumbs(cls, record, *more):
        return model_crumbs(super().crumbs(record, *more))

    def more(self, request, record, read):
        return {
            "side": side(record, read.day),
            "costs": list(record.costs.all()),
            "may_change": can_edit_alternative(request.user, record),
            "papers": record.papers.visible_to(request.user).known(read.day).for_list(),
            "topic": record.get_topic_display(),
        }


def model_crumbs(crumbs):
    """The comparison stands between the room and its lists."""
    return [crumbs[0], (MODEL, reverse("conferences:model")), *crumbs[1:]]


def below_model(crumbs):
    """Of a form for a new record."""
    return [(ROOM.label, reverse(ROOM.home)), (MODEL, reverse("conferences:model")), *crumbs]


class AlternativeForm(RecordForm):
    page = AlternativePage
    form = forms.AlternativeForm
    new_form = forms.AlternativeNewForm
    new_lead = _("It is a draft until you hand it in: only your own side and the secretariat see it. Costs come next.")

    def crumbs(self, record):
        return below_model(super().crumbs(record)) if record.pk is None else super().crumbs(record)

    def save(self, form):
        return actions.begin_alternative(form.instance, by=form.user) if form.instance.pk is None else form.save()


class AlternativeStep(Step):
    page = AlternativePage


class AlternativeRow(RowForm):
    page = AlternativePage

    def save(self, form):
        return actions.keep_cost(form.instance, by=form.user)


def cost_remove(request, pk, row):
    """Take a cost out of a draft."""
    alternative = AlternativePage.find(request.user, {"pk": pk})
    if not can_edit_alternative(request.user, alternative):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    line = alternative.costs.filter(pk=row).first()
    if line is not None:  # pressed twice, it is gone
        try:
            actions.remove_cost(line, by=request.user)
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, gettext("The cost is taken away."))
    return redirect(alternative)


class PaperList(RecordList):
    model = ProposalPaper
    columns = columns.PAPER
    room = ROOM
    address = "conferences:paper_list"
    title = _("Papers of proposals")
    lead = _("The alternatives as they were put to a meeting of the Directors General.")
    new = "conferences:paper_new"
    new_label = _("Write a paper")
    may_add = staticmethod(can_edit_editions)
    empty_why = _("The secretariat writes one from the alternatives that are handed in.")


class PaperPage(FoundPage):
    listing = PaperList
    lookup = {"meeting": "meeting__number", "number": "number"}
    template = "conferences/proposal_paper.html"
    rows = (
        DatedRows(
            "deliveries",
            _("Delivered to"),
            columns.DELIVERY,
            forms.DeliveryForm,
            can_edit_editions,
            _("Deliver to a meeting"),
            why=_("Delivering fulfils what an earlier meeting asked for."),
            empty=_("It has not been delivered to a meeting yet."),
            linked=True,  # it has told others: it is not mended
            address=lambda delivery: delivery.meeting.get_absolute_url(),
            prepare=lambda rows: rows.select_related("meeting", "paper__meeting"),
            save=lambda form, by: actions.deliver_paper(form.instance, by=by),
        ),
    )

    @classmethod
    def crumbs(cls, record, *more):
        return model_crumbs(super().crumbs(record, *more))

    def second(self, record, day):
        return record.reference

    def actions(self, record, user):
        """Delivering it, until it is delivered to a meeting; to another one below."""
        if not can_edit_editions(user) or record.deliveries.all():
            return []
        return [Action(gettext("Deliver to a meeting"), f"{self.url(record)}deliveries/new/", primary=True)]

    def more(self, request, record, read):
        deliveries = [row for row in record.deliveries.all() if row.known_on <= read.day]
        return {
            "fields": [],
            "paper": record,
            "said": Proposals.from_json(record.said),
            "closed": [Closed.from_json(row) for delivery in deliveries for row in delivery.closed],
            **made_by(request.user, record),
        }


def file_context(paper):
    """The files that are there, and how the job that makes them stands."""
    files = list(paper.files.defer("content").order_by("language"))
    job = Job.objects.filter(kind=actions.FILES, subject=str(paper.pk)).order_by("-pk").first()
    key = [paper.meeting.number, paper.number]
    return {
        "files": [
            (
                f"PDF {file.language.upper()}",
                reverse("conferences:paper_file", args=[*key, file.language]),
                file.language,
            )
            for file in files
        ],
        "files_ready": len(files) == len(actions.LANGUAGES),
        "files_pending": bool(job and job.is_open),
        "files_failed": job.error if job and job.state == JobState.FAILED else "",
        "files_url": reverse("conferences:paper_files_part", args=key),
        "make_url": "",
        "page_url": paper.get_absolute_url(),
    }


class PaperForm(RecordForm):
    page = PaperPage
    form = forms.PaperForm
    new_lead = _("It freezes the alternatives as they are handed in, and becomes a PDF in English and French.")

    def allows(self, user, record):
        return can_edit_editions(user)

    def crumbs(self, record):
        return below_model(super().crumbs(record))

    def more(self, request, record, form):
        return {"submit_label": gettext("Write the paper")}

    def save(self, form):
        return actions.write_paper(form.instance, form.cleaned_data["alternatives"], by=form.user)


class PaperRow(RowForm):
    page = PaperPage

    def post(self, request, **kwargs):
        self.request = request
        return super().post(request, **kwargs)

    def more(self, request, record, form):
        return {"submit_label": gettext("Deliver to a meeting")}

    def save(self, form):
        """Says which commitments the delivery has fulfilled."""
        delivery: ProposalDelivery = super().save(form)
        count = len(delivery.closed)
        if count:
            words = ngettext(
                "It fulfils %(count)s commitment: %(commitments)s.",
                "It fulfils %(count)s commitments: %(commitments)s.",
                count,
            )
            labels = "; ".join(str(Closed.from_json(row).label) for row in delivery.closed)
            messages.success(self.request, words % {"count": count, "commitments": labels})
        else:
            messages.info(self.request, gettext("No open commitment of an earlier meeting asked for these proposals."))
        return delivery


def find_paper(request, meeting, number):
    """Raises Http404 for what is not there, or not this reader's to see."""
    return PaperPage.find(request.user, {"meeting": meeting, "number": number})


@requires(can_read_shared)
@require_GET
def paper_files_part(request, meeting, number):
    """The line that says which files are ready; htmx fetches it again until they are."""
    paper = find_paper(request, meeting, number)
    if not request.headers.get("HX-Request"):
        return redirect(paper)
    return render(request, "core/_files.html", made_by(request.user, paper))


def made_by(user, paper):
    """As `file_context`, with the button for who may ask again."""
    context = file_context(paper)
    if can_edit_editions(user):
        context["make_url"] = reverse("conferences:paper_make_files", args=[paper.meeting.number, paper.number])
    return context


@requires(can_edit_editions)
def paper_make_files(request, meeting, number):
    """Ask again for files that could not be made."""
    paper = find_paper(request, meeting, number)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actions.request_files(paper, by=request.user)
    messages.success(request, gettext("The files are asked for."))
    return redirect(paper)


@requires(can_read_shared)
@require_GET
@cache_control(private=True, max_age=31_536_000, immutable=True)
def paper_file(request, meeting, number, language):
    """A file as it was made, the same bytes each time."""
    papers = ProposalPaper.objects.visible_to(request.user)
    files = PaperFile.objects.filter(paper__in=papers).select_related("paper__meeting")
    file = get_object_or_404(files, paper__meeting__number=meeting, paper__number=number, language=language)
    response = HttpResponse(bytes(file.content), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file.name}"'
    response["ETag"] = f'"{file.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
