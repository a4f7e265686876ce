"""A self-assessment of an organisation against CAF: its steps, and who takes part.

Private until the organisation releases it: that there is one, its state and its days are seen by the organisation's
country and the CAF Resource Centre; what was scored by the group alone. After the release these two read what was
agreed, never what one assessor scored.
"""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from caf.models.organisation import Organisation
from caf.models.use import CafVersion, ScoringPanel, Use
from core.addresses import numbered
from core.models import Record, RecordQuerySet, TransitionLog
from core.phrases import labelled
from network.models import Invitation
from network.seats import Right


class AssessmentState(models.TextChoices):
    PREPARING = "preparing", _("In preparation")
    SCORING = "scoring", _("Individual scoring")
    CONSENSUS = "consensus", _("Consensus")
    APPROVED = "approved", pgettext_lazy("of a self-assessment", "Approved by top management")
    RELEASED = "released", pgettext_lazy("of a self-assessment", "Released")
    WITHDRAWN = "withdrawn", _("Release withdrawn")
    ABANDONED = "abandoned", _("Given up")


OPEN_TO_GROUP = (
    AssessmentState.CONSENSUS,
    AssessmentState.APPROVED,
    AssessmentState.RELEASED,
    AssessmentState.WITHDRAWN,
)
"""From the consensus on the group sees what each of it scored."""


class MemberRole(models.TextChoices):
    ORGANISATION = "organisation", _("Organisation administrator")
    GROUP = "group", _("Group administrator")
    ASSESSOR = "assessor", _("Assessor")


class SelfAssessmentQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        """That there is one, and how it stands. What was scored: `read_by`."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        contact = user.caf_contacts.in_force_today().values("organisation")
        return self.filter(
            Q(organisation__country__in=user.countries_with(Right.EDIT_CAF))
            | Q(organisation__in=contact)
            | Q(pk__in=SelfAssessmentMember.objects.of(user).values("assessment"))
        )

    def joined_by(self, user: Any) -> Self:
        """Those whose group this person belongs to today."""
        return self.filter(pk__in=SelfAssessmentMember.objects.of(user).values("assessment"))

    def read_by(self, user: Any) -> Self:
        """Those of which this person may read what was agreed."""
        if not user.is_authenticated:
            return self.none()
        group = Q(pk__in=SelfAssessmentMember.objects.of(user).values("assessment"), state__in=OPEN_TO_GROUP)
        released = Q(state=AssessmentState.RELEASED)
        if not user.may(Right.EDIT_CAF):
            released &= Q(organisation__country__in=user.countries_with(Right.EDIT_CAF))
        return self.filter(group | released)

    def for_list(self) -> Self:
        """With `approved_on` and `released_on`: since when the last such step is known."""
        steps = SelfAssessmentStep.objects.filter(assessment=OuterRef("pk")).order_by().values("assessment")

        def last(state: str) -> Subquery:
            return Subquery(steps.filter(state=state).annotate(day=Max("known_on")).values("day"))

        return (
            self.select_related("organisation")
            .prefetch_related("organisation__country__names")
            .annotate(approved_on=last(AssessmentState.APPROVED), released_on=last(AssessmentState.RELEASED))
            .order_by("-known_on", "-pk")
        )


class SelfAssessment(Record):
    """known_on: the day on which it was opened. use: the use of CAF whose report it is, from its approval on."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="self_assessments", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=200)
    version = models.CharField(_("version of CAF"), max_length=4, choices=CafVersion)
    panel = models.CharField(_("scoring panel"), max_length=20, choices=ScoringPanel)
    in_part = models.BooleanField(_("in a part of the organisation only"), default=False)
    part = models.CharField(_("which part"), max_length=200, blank=True)
    use = models.ForeignKey(
        Use, models.SET_NULL, null=True, blank=True, editable=False, related_name="self_assessments",
        verbose_name=_("use of CAF"),
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=20, choices=AssessmentState, default=AssessmentState.PREPARING, editable=False
    )

    approved_on: Any  # annotated by `for_list`
    released_on: Any

    objects: Any = SelfAssessmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("self-assessment")
        verbose_name_plural = _("self-assessments")
        ordering = ("-known_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(in_part=True, part__gt="") | Q(in_part=False, part=""),
                name="caf_selfassessment_part",
                violation_error_message=_("Name the part where CAF is used in a part of the organisation, only there."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return numbered("caf:self_assessment_page", self.pk)

    def roles_of(self, user: Any) -> set[str]:
        """The roles that this person has in it today; asked once of a record."""
        kept: dict[Any, set[str]] = self.__dict__.setdefault("_roles", {})
        if user.pk not in kept:
            members = SelfAssessmentMember.objects.of(user).filter(assessment=self)
            kept[user.pk] = set(members.values_list("role", flat=True))
        return kept[user.pk]

    @property
    def is_open_to_group(self) -> bool:
        return self.state in OPEN_TO_GROUP


class StepQuerySet(RecordQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(assessment__in=SelfAssessment.objects.visible_to(user))


class SelfAssessmentStep(TransitionLog):
    assessment = models.ForeignKey(
        SelfAssessment, models.CASCADE, related_name="steps", verbose_name=_("self-assessment")
    )

    objects: Any = StepQuerySet.as_manager()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("step of a self-assessment")
        verbose_name_plural = _("steps of self-assessments")

    def __str__(self) -> str:
        return labelled(self.assessment, AssessmentState(self.state).label)


class MemberQuerySet(models.QuerySet[Any]):
    def in_force_today(self) -> Self:
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=timezone.localdate()))

    def of(self, user: Any) -> Self:
        """The places that this person has today: named with an account, or having accepted the invitation."""
        if not user.is_authenticated:
            return self.none()
        return self.in_force_today().filter(Q(person=user) | Q(invitation__accepted_by=user))

    def visible_to(self, user: Any) -> Self:
        """Personal data: the group's own."""
        return self.filter(assessment__in=SelfAssessment.objects.joined_by(user))

    def assessors(self) -> Self:
        return self.filter(role=MemberRole.ASSESSOR)

    def counted(self) -> Self:
        """The assessors whose scores count: those who take part, and those who left after handing in."""
        left_without = Q(to_on__lt=timezone.localdate(), handed_in_at__isnull=True)
        return self.assessors().exclude(left_without).order_by("pk")


class SelfAssessmentMember(models.Model):
    """A place in the group, from a day to a day; one person may have several. name: as the group calls the person.

    person: an account that there was; else the invitation, whose acceptance brings one.
    """

    assessment = models.ForeignKey(
        SelfAssessment, models.CASCADE, related_name="members", verbose_name=_("self-assessment")
    )
    role = models.CharField(_("role"), max_length=20, choices=MemberRole)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("mail address"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account")
    )
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("invitation")
    )
    from_on = models.DateField(_("from"), default=timezone.localdate)
    to_on = models.DateField(_("to"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects: Any = MemberQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member of a self-assessment group")
        verbose_name_plural = _("members of self-assessment groups")
        ordering = ("role", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("assessment", "role", "email"),
                condition=Q(to_on__isnull=True),
                name="caf_selfassessmentmember_once",
                violation_error_message=_("This address has this role in the group already."),
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="caf_selfassessmentmember_order"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(invitation__isnull=False),
                name="caf_selfassessmentmember_someone",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=True, handed_in_by__isnull=True)
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False, role=MemberRole.ASSESSOR),
                name="caf_selfassessmentmember_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.assessment.get_absolute_url()

    @property
    def is_in_force(self) -> bool:
        return self.to_on is None or self.to_on >= timezone.localdate()
