"""What is typed into forms on costs, alternatives, papers of proposals and their delivery."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conferences.forms.bid_content import MOST_EURO, WholeField, whole
from conferences.models import (
    Alternative,
    AlternativeCost,
    AlternativeState,
    EditionCost,
    ProposalDelivery,
    ProposalPaper,
)
from core.clock import present_day
from core.forms import RECORD_FIELDS, RecordModelForm
from network.forms import CountryForm
from network.models import Body
from network.seats import Right

CONTENT = ("topic", "title", "description", "participants", "assumptions")


def amount() -> WholeField:
    return WholeField(
        label=_("Amount, euro"),
        required=True,
        min_value=1,
        max_value=MOST_EURO,
        error_messages={"min_value": _("Give an amount above 0. What is not known is left out.")},
    )


class EditionCostForm(RecordModelForm):
    amount = amount()

    class Meta:
        model = EditionCost
        fields = ("amount", "covers", *RECORD_FIELDS)


class AlternativeForm(RecordModelForm):
    """Mending a draft: who proposes it stays."""

    participants = whole(
        _("Participants assumed"),
        error_messages={"min_value": _("Give one participant at least. Leave it empty if it is not known.")},
    )

    class Meta:
        model = Alternative
        fields = (*CONTENT, *RECORD_FIELDS)


class AlternativeNewForm(AlternativeForm, CountryForm):
    """Offers the own country, or the own institutions; the secretariat either."""

    owned_by = Right.PROPOSE

    class Meta:
        model = Alternative
        fields = ("topic", "country", "body", *CONTENT[1:], *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user.may(Right.PROPOSE):
            return
        own: Any = self.fields["country"]
        bodies: Any = self.fields["body"]
        bodies.queryset = Body.objects.filter(key__in=self.user.bodies_with(Right.PROPOSE)).for_list()
        countries = self.user.countries_with(Right.PROPOSE)
        if not countries:
            del self.fields["country"]
            bodies.required = True
        elif not bodies.queryset.exists():
            del self.fields["body"]
            own.required = True
            if len(countries) == 1:
                own.empty_label = None


class AlternativeCostForm(RecordModelForm):
    amount = amount()

    class Meta:
        model = AlternativeCost
        fields = ("what", "amount", "borne_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            last = self.instance.alternative.costs.order_by("place").last()
            self.instance.place = last.place + 1 if last else 1


class PaperForm(RecordModelForm):
    """The alternatives that stand as handed in today; which of them stood on the paper's day, the action asks."""

    alternatives = forms.ModelMultipleChoiceField(
        queryset=Alternative.objects.none(),
        label=_("Alternatives"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("As they are handed in. What the paper says stays as it is from then on."),
    )

    class Meta:
        model = ProposalPaper
        fields = ("meeting", "alternatives", "intro", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["alternatives"]
        rows = Alternative.objects.filter(state=AlternativeState.HANDED_IN).for_list()
        field.queryset = rows
        field.label_from_instance = chosen_from
        if not self.is_bound:
            self.initial["alternatives"] = [row.pk for row in rows]
            latest = max((step.known_on for row in rows for step in row.steps.all()), default=present_day())
            self.initial["known_on"] = max(latest, present_day())


def chosen_from(alternative: Alternative) -> str:
    """Title (topic, who proposes it)."""
    owner = alternative.country or alternative.body
    return f"{alternative.title} ({alternative.get_topic_display()}, {owner})"


class DeliveryForm(RecordModelForm):
    class Meta:
        model = ProposalDelivery
        fields = ("meeting", *RECORD_FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        paper = self.instance.paper
        if self.instance.pk is None:
            self.initial["meeting"] = paper.meeting_id
            self.initial["known_on"] = max(paper.known_on, present_day())
