"""The page of an organisation of the register, with its dated rows, forms and steps."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponseNotAllowed, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caf.actions.account import invite_to_account
from caf.actions.organisation import keep_row, register_organisation
from caf.actions.proposal import propose
from caf.columns import application as application_columns
from caf.columns import asking as asking_columns
from caf.columns import label as label_columns
from caf.columns import organisation as columns
from caf.columns import self_assessment as self_assessment_columns
from caf.forms import organisation as forms
from caf.likeness.search import twins_of
from caf.models import (
    Confirmation,
    Contact,
    CountingRule,
    Organisation,
    Proposal,
    Subject,
)
from caf.models.likeness import pair_address
from caf.models.use import standing_uses
from caf.permissions import (
    can_apply,
    can_edit_country_record,
    can_keep_organisation,
    is_contact,
)
from caf.reading.bounces import came_back
from caf.reading.counting import says
from caf.reading.register import say_as_on
from caf.reading.standing import told
from caf.views.organisation_list import OrganisationList
from caf.workflow import REGISTER
from core.clock import present_day, viewed_on
from core.pages import Action, DatedRows, RecordForm, RecordPage, RowForm, Step, public
from core.pages.parts import everyone
from core.workflow import Refused
from core.written import written
from network.models import Invitation


def uses_as_known(rows):
    """Each use as it was known on the day that is read; and those known later, which the page counts."""
    day = viewed_on()
    return [*standing_uses(rows, day), *(use for use in rows if use.known_on > day)]


@public
class OrganisationPage(RecordPage):
    listing = OrganisationList
    may_edit = staticmethod(can_edit_country_record)
    workflow = REGISTER
    template = "caf/organisation_page.html"
    rows = (
        DatedRows(
            "uses",
            _("Uses of CAF"),
            columns.USE,
            forms.UseForm,
            can_keep_organisation,
            _("Add a use"),
            why=_("A new use is not a new user."),
            empty=_("No use of CAF is recorded."),
            at_hand=everyone,
            prepare=uses_as_known,
        ),
        DatedRows(
            "labels",
            _("Labels “Effective CAF User”"),
            label_columns.OF_ORGANISATION,
            empty=_("No label had been given by that day."),
            linked=True,
            prepare=lambda rows: rows.with_state_on(viewed_on()),
            seen=lambda _user, record: record.has_labels,
        ),
        DatedRows(
            "self_assessments",
            _("Self-assessments"),
            self_assessment_columns.OF_ORGANISATION,
            why=_("What is scored in them stays private until the organisation releases it."),
            empty=_("No self-assessment was opened yet."),
            linked=True,
            prepare=lambda rows: rows.for_list(),
            seen=lambda user, record: (
                can_keep_organisation(user, record)
                or (record.has_self_assessments and record.self_assessments.visible_to(user).exists())
            ),
            some=lambda record: record.has_self_assessments,
        ),
        DatedRows(
            "applications",
            _("Applications for external feedback"),
            application_columns.OF_ORGANISATION,
            empty=_("It has not applied yet."),
            linked=True,
            prepare=lambda rows: rows.with_state_on(viewed_on()).select_related("use"),
            seen=can_keep_organisation,
            some=lambda record: record.has_applications,
        ),
        DatedRows(
            "names",
            _("Names"),
            columns.NAME,
            forms.NameForm,
            can_keep_organisation,
            _("Add a name"),
            why=_("Of the official names in one language, the one known last is in use."),
            empty=_("No name is recorded besides."),
            at_hand=everyone,
        ),
        DatedRows(
            "profiles",
            _("Profile"),
            columns.PROFILE,
            forms.ProfileForm,
            can_keep_organisation,
            _("Report a change"),
            why=_("Place, level, sector and size: a change is a new row; the last one known counts."),
            empty=_("No profile is recorded."),
            at_hand=everyone,
        ),
        DatedRows(
            "contacts",
            _("Contacts"),
            columns.CONTACT,
            forms.ContactForm,
            can_keep_organisation,
            _("Add a contact"),
            why=_("Personal data: seen by the country, the CAF Resource Centre and the organisation alone."),
            empty=_("No contact is recorded."),
            seen=can_keep_organisation,
            some=lambda record: record.has_contacts,
            at_hand=lambda user, record: record.has_contacts and can_keep_organisation(user, record),
        ),
        DatedRows(
            "confirmations",
            _("Answers"),
            asking_columns.CONFIRMATION,
            why=_("What the organisation said of itself, and when its country had acted upon it."),
            empty=_("It has not answered yet."),
            seen=can_keep_organisation,
            some=lambda record: record.has_confirmations,
        ),
        DatedRows(
            "successors",
            _("What became of it"),
            columns.SUCCESSOR,
            forms.SuccessorForm,
            can_edit_country_record,
            _("Name a successor"),
            why=_("Where it continued as another organisation, joined with others or was split."),
            empty=_("No successor is recorded."),
            prepare=lambda rows: rows.select_related("successor"),
            seen=lambda user, record: can_edit_country_record(user, record) or record.has_successors,
            some=lambda record: record.has_successors,
        ),
        DatedRows(
            "predecessors",
            _("What it came from"),
            columns.PREDECESSOR,
            empty=_("No predecessor is recorded."),
            address=lambda row: row.predecessor.get_absolute_url(),
            prepare=lambda rows: rows.select_related("predecessor"),
            seen=lambda _user, record: record.has_predecessors,
        ),
        DatedRows(
            "steps",
            _("In the register"),
            columns.REGISTRATION,
            why=_("Every step with the day since which it is known."),
            empty=_("No step is recorded."),
            at_hand=everyone,
        ),
    )

    @classmethod
    def find(cls, user, kwargs, *, locked=False):
        """With its country, and what saves queries: whether there are rows of each kind, the code of the rule.

        What it was called on the day read is told by its names and profiles, where it has changed since.
        """
        if locked:
            return super().find(user, kwargs, locked=True)
        records = cls.listing.whole(cls.listing.visible(user).select_related("country"))
        record = get_object_or_404(
            records.annotate(rule_code=CountingRule.objects.code_as_expression(viewed_on())), pk=kwargs["pk"]
        )
        if user.is_authenticated:
            own = (role.country for role in user.roles_today if role.country_id == record.country_id)
            record.country = next(own, record.country)  # its names are at hand
        return say_as_on(record, viewed_on())

    def get(self, request, **kwargs):
        """The address of a record that was merged leads to the one it was merged into; not as of a day before."""
        try:
            record = self.find(request.user, kwargs)
        except Http404:
            record = None
        if record is None or record.merged_into_id:
            merged = Organisation.objects.filter(pk=kwargs["pk"], merged_into__isnull=False).first()
            seen = Organisation.objects.visible_to(request.user)
            if merged and merged.was_merged_by(viewed_on()) and seen.filter(pk=merged.final.pk).exists():
                return led_on(request, merged.final)
        if record is None:
            raise Http404
        return self.page(request, record)

    @classmethod
    def who_changes(cls, record):
        if record.merged_into_id:
            return _("It was merged into another record: nobody writes into it any more.")
        words = {"country": written(record.country.name_on(viewed_on()))}
        return _("Only %(country)s and the CAF Resource Centre change this record.") % words

    def told(self, record, day):
        [record] = told([record], day, record.rule_code)
        return record

    def second(self, record, day):
        return record.english_name_then

    def actions(self, record, user):
        if record.merged_into_id:
            return []
        found = []
        if is_contact(user, record):
            url = f"{reverse('caf:self_assessment_new')}?organisation={record.pk}"
            found.append(Action(_("Open a self-assessment"), url))
        if can_apply(user, record):
            found.append(Action(_("Apply for external feedback"), reverse("caf:apply", args=[record.pk])))
        return found

    def more(self, request, record, read):
        keeps = can_edit_country_record(request.user, record)
        asks = keeps and record.has_contacts
        waits = keeps and record.has_confirmations
        return {
            "verdict": says(record, read.day),
            "twins": twins_shown(request.user, record),
            "waiting": Confirmation.objects.waiting().filter(organisation=record) if waits else [],
            "keeps": keeps,
            "lost": came_back(record) if asks else [],
            "proposals": proposals_shown(request.user, record) if record.has_proposals else [],
            "without_account": contacts_without_account(record) if asks and has_open_contact(record) else [],
        }


def proposals_shown(user, organisation):
    """What waits to be accepted, for who keeps the record and for its contacts."""
    if not user.is_authenticated:
        return []
    return Proposal.objects.visible_to(user).waiting().filter(organisation=organisation).order_by("known_on", "pk")


def has_open_contact(organisation):
    """One with a mail address and without an account: then it is asked who may be invited."""
    return any(row.email and row.person_id is None for row in organisation.contacts.all())


def contacts_without_account(organisation):
    """Those who may be invited to one, with the day on which a link that still works was sent."""
    opened = Invitation.objects.filter(
        caf_contact__contact=OuterRef("pk"), accepted_at__isnull=True, expires_at__gt=timezone.now()
    )
    contacts = organisation.contacts.in_force(present_day()).filter(person__isnull=True).exclude(email="")
    return contacts.annotate(invited_at=Subquery(opened.values("invited_at")[:1]))


# right: keep CAF organisations of the country
def contact_invite(request, pk, contact):
    found = get_object_or_404(
        Contact.objects.visible_to(request.user).select_related("organisation__country"), organisation=pk, pk=contact
    )
    if not can_edit_country_record(request.user, found.organisation):
        raise OrganisationPage.seen_only(found.organisation)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        if not consume(request, action="caf_join_mail", key=found.email.lower()):
            raise Refused(gettext("This address got enough mails today: try again tomorrow."))
        invite_to_account(found, by=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, gettext("The invitation is on its way to the address on record."))
    return redirect(found.organisation)


def led_on(request, organisation):
    """For good, as long as the merge stands: so the browser asks again each time."""
    query = request.META["QUERY_STRING"]
    url = organisation.get_absolute_url() + (f"?{query}" if query else "")
    response = HttpResponsePermanentRedirect(url)
    response["Cache-Control"] = "no-cache"
    return response


def twins_shown(user, organisation):
    """(organisation, score, reasons, address of the comparison) of likely twins, for those who keep the record."""
    if not can_edit_country_record(user, organisation):
        return []
    twins = {twin.organisation_id: twin for twin in twins_of(organisation)}
    if not twins:
        return []
    seen = {row.pk: row for row in Organisation.objects.visible_to(user).filter(pk__in=twins)}
    return [
        (seen[pk], twin.score, twin.reasons, pair_address("caf:pair_page", organisation.pk, pk))
        for pk, twin in twins.items()
        if pk in seen
    ]


class OrganisationForm(RecordForm):
    page = OrganisationPage
    form = forms.OrganisationForm
    new_form = forms.NewOrganisationForm
    new_lead = _("It is validated by its country or by the CAF Resource Centre, and public from then on.")
    mend_lead = _("What was mistyped. Names, profile and uses are kept below, on its page.")
    template = "caf/organisation_form.html"

    def allows(self, user, record):
        return record.pk is None or can_edit_country_record(user, record)  # a new one: the action says why not

    def save(self, form):
        if form.instance.pk is not None:
            return keep_row(form.instance, save=form.save)
        use = {name: form.cleaned_data[name] for name in ("version", *forms.BEGUN)}
        unlike = [organisation for organisation, *_how in form.twins]
        return register_organisation(form.instance, by=form.user, unlike=unlike, **use)

    def more(self, request, record, form):
        return {"twins": getattr(form, "twins", [])}


class OrganisationRow(RowForm):
    """A row of an organisation. Who keeps the register enters it; what a contact types waits for the country."""

    page = OrganisationPage

    def proposes(self, user):
        return not can_edit_country_record(user, self.parent)

    def filled(self, request, record, data=None):
        form = super().filled(request, record, data)
        if self.proposes(request.user):
            for name in forms.NOT_ASKED_OF_CONTACTS & form.fields.keys():
                del form.fields[name]
            form.fields["note"].label = gettext("Words for your country")
            form.initial["note"] = ""
        return form

    def save(self, form):
        if not self.proposes(form.user):
            return keep_row(form.instance, save=form.save)
        fields = [name for name in form.fields if name not in {"note", "seen", "swap_dates"}]
        return propose(
            form.instance,
            subject=Subject(self.rows.relation),
            fields=[name for name in fields if form.instance.pk is None or name in form.changed_data],
            by=form.user,
            note=form.cleaned_data["note"],
        )

    def said_after(self):
        proposed = self.proposes(self.request.user)
        return (
            gettext("It is before your country now. You get a mail once it is decided.")
            if proposed
            else gettext("Saved.")
        )

    def lead(self, record):
        if self.proposes(self.request.user):
            return gettext("Your country looks at it. It stands in the register once your country accepts it.")
        return super().lead(record)

    def more(self, request, record, form):
        return {"submit_label": gettext("Send to your country")} if self.proposes(request.user) else {}


class OrganisationStep(Step):
    page = OrganisationPage
