"""The pool of feedback actors: list, page, form, the mail with a link to an account, the code of conduct."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from caf.actions import feedback_actor as actions
from caf.columns import feedback as columns
from caf.filters.feedback import FeedbackActorFilters
from caf.forms import feedback_actor as forms
from caf.models import AssignmentState, FeedbackActor
from caf.permissions_feedback import can_keep_actor, can_keep_some_actors
from caf.views.room import PEF
from core.clock import present_day
from core.pages import Action, DatedRows, RecordForm, RecordList, RecordPage, RowForm
from core.workflow import Refused


class FeedbackActorList(RecordList):
    model = FeedbackActor
    columns = columns.ACTOR
    room = PEF
    address = "caf:feedback_actor_list"
    lead = _("Who may be asked for external feedback. Personal data: each country sees its own pool.")
    filters = FeedbackActorFilters
    new = "caf:feedback_actor_new"
    new_label = _("Add a feedback actor")
    may_add = staticmethod(can_keep_some_actors)
    empty_why = _("Nobody stands in the pool yet.")


class FeedbackActorPage(RecordPage):
    listing = FeedbackActorList
    may_edit = staticmethod(can_keep_actor)
    rows = (
        DatedRows(
            "trainings",
            _("Trainings"),
            columns.TRAINING,
            forms.ActorTrainingForm,
            can_keep_actor,
            _("Add a training"),
            why=_("Whose last training has expired is not asked."),
            empty=_("No training is recorded."),
        ),
        DatedRows(
            "signatures",
            _("Code of conduct"),
            columns.SIGNATURE,
            forms.CodeSignatureForm,
            can_keep_actor,
            _("Add a signature on paper"),
            why=_("Signed in the portal by the actor, or on paper."),
            empty=_("The code of conduct is not signed."),
        ),
        DatedRows(
            "profiles",
            _("Languages, sectors, countries"),
            columns.PROFILE,
            forms.ActorProfileForm,
            can_keep_actor,
            _("Report a change"),
            why=_("A change is a new row; the last one known counts."),
            empty=_("Languages and sectors are not known."),
        ),
        DatedRows(
            "ties",
            _("Ties to organisations"),
            columns.TIE,
            forms.ActorTieForm,
            can_keep_actor,
            _("Add a tie"),
            why=_("The own organisation, those that supervise it or are supervised by it: no feedback is given there."),
            empty=_("No tie is recorded."),
            prepare=lambda rows: rows.select_related("organisation"),
        ),
        DatedRows(
            "assignments",
            _("Teams"),
            columns.ASSIGNMENT[:2] + columns.ASSIGNMENT[3:],
            why=_("What this person was asked for, and what became of it."),
            empty=_("Not asked yet."),
            linked=True,
            prepare=lambda rows: rows.select_related("application__organisation__country").prefetch_related(
                "application__organisation__country__names"
            ),
        ),
    )

    def actions(self, record, user):
        found = []
        if can_keep_actor(user, record) and record.person_id is None:
            url = reverse("caf:feedback_actor_invite", args=[record.pk])
            found.append(Action(gettext("Invite to the portal"), url))
        if record.person_id == user.pk:
            signed = record.signed_on(present_day())
            label = gettext("Read the code of conduct") if signed else gettext("Sign the code of conduct")
            found.append(Action(label, reverse("caf:feedback_code", args=[record.pk]), primary=not signed))
        return found


class FeedbackActorEntry(RecordForm):
    page = FeedbackActorPage
    form = forms.FeedbackActorForm
    new_lead = _("Languages, trainings and ties are added on the page of the actor.")

    def save(self, form):
        return actions.keep_actor(form.instance, save=form.save)


class FeedbackActorRow(RowForm):
    page = FeedbackActorPage


# right: keep the pool of the country
@require_http_methods(["GET", "HEAD", "POST"])
def actor_invite(request, pk):
    """Mail a link to an account."""
    actor = FeedbackActorPage.find(request.user, {"pk": pk})
    if not can_keep_actor(request.user, actor):
        raise PermissionDenied
    refusal = ""
    if request.method == "POST":
        try:
            actions.invite_to_portal(actor, by=request.user, language=get_language() or "en")
        except Refused as reason:
            refusal = str(reason)
        else:
            messages.success(request, gettext("The mail with the link goes out to %(mail)s.") % {"mail": actor.email})
            return redirect(actor)
    label = gettext("Invite to the portal")
    context = {
        "title": label,
        "lead": refusal
        or gettext("%(actor)s gets a mail with a link, signs the code of conduct and chooses a password.")
        % {"actor": actor},
        "crumbs": FeedbackActorPage.crumbs(actor, label),
        "submit_label": gettext("Send the mail"),
        "cancel_url": actor.get_absolute_url(),
    }
    return render(request, "caf/act.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def actor_join(request, token):
    """Opening the link changes nothing: mail scanners open links too."""
    actor = actions.opened(token)
    if actor is not None and request.user.is_authenticated and actor.person_id == request.user.pk:
        return redirect(after_joining(actor))
    refusal = actions.refusal_to_join(actor)
    if not refusal and request.user.is_authenticated:
        refusal = gettext("You are signed in as %(person)s. Sign out first, then open the link again.") % {
            "person": request.user
        }
    if refusal or actor is None:
        return render(request, "network/invitation_refused.html", {"refusal": refusal}, status=410)
    form = forms.JoinForm(request.POST or None, initial={"name": actor.name})
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "password")}
        try:
            actor = actions.join(token, language=get_language() or "en", **data)
        except Refused as late:
            return render(request, "network/invitation_refused.html", {"refusal": str(late)}, status=410)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            login(request, actor.person, backend=settings.AUTHENTICATION_BACKENDS[0])
            messages.success(request, gettext("Welcome, %(name)s. Your account is ready.") % {"name": actor.person})
            return redirect(after_joining(actor))
    context = {"form": form, "actor": actor, "title": gettext("Join the feedback actors")}
    return render(request, "caf/feedback_join.html", context, status=422 if form.errors else 200)


def after_joining(actor):
    """Where an actor goes on with the account: the invitation that waits, or the own page."""
    asked = actor.assignments.filter(state=AssignmentState.INVITED).first()
    return reverse("caf:feedback_answer", args=[asked.pk]) if asked else actor.get_absolute_url()


# right: one's own signature
def code(request, pk):
    """The code of conduct; the actor signs it here."""
    actor = get_object_or_404(FeedbackActor.objects.visible_to(request.user), pk=pk)
    if actor.person_id != request.user.pk:
        raise PermissionDenied
    if request.method == "POST":
        actions.sign_code(actor, by=request.user)
        messages.success(request, gettext("You have signed the code of conduct."))
        return redirect(after_joining(actor))
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "POST"])
    title = gettext("Code of conduct of feedback actors")
    context = {
        "title": title,
        "crumbs": FeedbackActorPage.crumbs(actor, title),
        "actor": actor,
        "signed_on": actor.signed_on(present_day()),
        "version": actions.CODE_VERSION,
    }
    return render(request, "caf/feedback_code.html", context)
