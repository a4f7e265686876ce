"""What organisations are found by that may be the same, those found, and what was said of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from caf.models.organisation import Organisation
from core.among import among
from core.models import RecordQuerySet, TransitionLog
from core.phrases import labelled
from network.seats import Right


class OrganisationKey(models.Model):
    """Something that an organisation has in common with those that may be the same (`caf.likeness.resemblance`).

    Follows names, profile and country, and can be made again from them: `caf.actions.likeness` keeps it.
    """

    follows_organisation = True

    pk = models.CompositePrimaryKey("organisation_id", "key")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="likeness_keys")
    key = models.IntegerField(_("key"))

    class Meta:
        verbose_name = _("key for finding duplicates")
        verbose_name_plural = _("keys for finding duplicates")
        indexes = [models.Index(fields=("key", "organisation"), name="caf_organisationkey_found")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.key}"


class PairQuerySet(RecordQuerySet):
    """Of rows that name two organisations."""

    def visible_to(self, user: Any) -> Self:
        """Who keeps the register of one of the two countries, and may see both organisations."""
        if not user.is_authenticated:
            return self.none()
        if user.may(Right.EDIT_CAF):
            return self.all()
        countries = user.countries_with(Right.EDIT_CAF)
        if not countries:
            return self.none()
        seen = Organisation.objects.visible_to(user)
        own = Q(first__country__in=countries) | Q(second__country__in=countries)
        return self.filter(own, first__in=seen, second__in=seen)

    def for_list(self) -> Self:
        return self.select_related("first", "second").prefetch_related(
            "first__country__names", "second__country__names"
        )


def pair_address(name: str, first: int, second: int) -> str:
    """Of two organisations, whichever of them is named first."""
    return reverse(name, args=sorted((first, second)))


class Pair(models.Model):
    """Two organisations: first the one with the smaller number."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("organisation"))
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+", verbose_name=_("and organisation"))

    objects = PairQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return labelled(self.first, self.second)

    def get_absolute_url(self) -> str:
        return pair_address("caf:pair_page", self.first_id, self.second_id)


class LikelyPairQuerySet(PairQuerySet):
    def waiting(self) -> Self:
        """Those of which nobody has said anything yet that holds, most alike first."""
        said = PairAnswer.objects.filter(first=OuterRef("first"), second=OuterRef("second"))
        last = Subquery(said.order_by("-known_on", "-pk").values("state")[:1])
        return (
            self.alias(said=last)
            .filter(first__merged_into__isnull=True, second__merged_into__isnull=True)
            .filter(Q(said__isnull=True) | ~Q(said=PairState.APART))
            .order_by("-score", "pk")
        )


class LikelyPair(Pair):
    """Two organisations that were found to be alike. Follows the register: `caf.actions.likeness` finds them again.

    reasons: codes that `caf.likeness.search.sentences` says.
    """

    follows_organisation = True

    score = models.PositiveSmallIntegerField(_("likeness"), validators=[MaxValueValidator(100)])
    reasons = models.JSONField(_("reasons"), default=list)

    objects = LikelyPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ("-score", "pk")
        constraints = [
            models.UniqueConstraint(fields=("first", "second"), name="caf_likelypair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="caf_likelypair_order"),
        ]


class PairState(models.TextChoices):
    """What a person says of two records that are alike. That they are the same, a merge says."""

    APART = "apart", _("Not the same")
    OPEN = "open", _("Open again")


class PairAnswerQuerySet(PairQuerySet):
    def apart(self, organisation_ids: Iterable[int] | None = None) -> set[tuple[int, int]]:
        """The pairs that a person found not to be the same, and nobody has taken back; of these organisations alone."""
        rows = self.order_by("known_on", "pk")
        if organisation_ids is not None:
            ids = list(organisation_ids)
            rows = rows.filter(Q(among("first", ids)) | Q(among("second", ids)))
        last = {(first, second): state for first, second, state in rows.values_list("first_id", "second_id", "state")}
        return {pair for pair, state in last.items() if state == PairState.APART}


class PairAnswer(Pair, TransitionLog):
    """That two records are not the same organisation; or that this is open again. The answer known last holds.

    note: why.
    """

    stays_in_a_merge = True

    objects = PairAnswerQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(TransitionLog.Meta):
        abstract = False
        verbose_name = _("answer on possible duplicates")
        verbose_name_plural = _("answers on possible duplicates")
        constraints = [models.CheckConstraint(condition=Q(first__lt=F("second")), name="caf_pairanswer_order")]

    def get_state_display(self) -> str:
        return str(PairState(self.state).label)
