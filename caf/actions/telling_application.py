"""Mails to the contacts of an organisation on its application and on its label."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from caf.actions.telling import contacts_to_ask, language_for
from network.mail import queue_mail


def tell_accepted(application: Any, step: Any) -> None:
    tell(
        application,
        step,
        lambda: _("The application of %(name)s for external feedback is accepted"),
        lambda: _(
            "The national organiser has accepted the application of %(name)s for external feedback on its use of CAF. "
            "Its feedback actors follow.\n\nThe application: %(address)s"
        ),
    )


def tell_not_accepted(application: Any, step: Any) -> None:
    tell(
        application,
        step,
        lambda: _("The application of %(name)s for external feedback is not accepted"),
        lambda: _(
            "The national organiser has not accepted the application of %(name)s for external feedback, because:\n\n"
            "%(reason)s\n\nThe application: %(address)s"
        ),
    )


def tell_to_complete(application: Any, step: Any) -> None:
    tell(
        application,
        step,
        lambda: _("Please complete the application of %(name)s for external feedback"),
        lambda: _(
            "The national organiser has looked at the application of %(name)s for external feedback, and something is "
            "missing:\n\n%(reason)s\n\nComplete it and submit it again: %(address)s"
        ),
    )


def tell_reported(application: Any, step: Any) -> None:
    tell(
        application,
        step,
        lambda: _("The feedback report for %(name)s"),
        lambda: _(
            "The feedback report on the use of CAF by %(name)s is released to you. Read it, and reply if you wish; the "
            "national organiser then decides on the label.\n\nThe report: %(report)s"
        ),
        report=settings.SITE_ADDRESS + reverse("caf:feedback_report", args=[application.pk]),
    )


def tell_withdrawn(label: Any, step: Any) -> None:
    tell(
        label.decision.application,
        step,
        lambda: _("The label of %(name)s is withdrawn"),
        lambda: _(
            "The national organiser has withdrawn the label “Effective CAF User” %(number)s of %(name)s, because:"
            "\n\n%(reason)s\n\nIts certificates count no more, and the page of the label says so: %(label)s"
        ),
        number=label.number,
        label=settings.SITE_ADDRESS + label.get_absolute_url(),
    )


def tell_decided(application: Any, decision: Any) -> None:
    """That there is a label, or none, with the reasons."""
    if decision.awarded:
        label = decision.label
        subject = lambda: _("%(name)s is an Effective CAF User")  # noqa: E731 - spoken later, in another language
        body = lambda: _(  # noqa: E731
            "%(name)s is given the label “Effective CAF User”, number %(number)s. Its certificate is on its page:"
            "\n\n%(label)s\n\nThe reasons:\n\n%(reason)s"
        )
        more = {"number": label.number, "label": settings.SITE_ADDRESS + label.get_absolute_url()}
    else:
        subject = lambda: _("No label for %(name)s this time")  # noqa: E731
        body = lambda: _(  # noqa: E731
            "The national organiser has decided on the application of %(name)s. The label “Effective CAF User” is not "
            "awarded.\n\nThe reasons:\n\n%(reason)s\n\nThe application: %(address)s"
        )
        more = {}
    tell(application, decision, subject, body, reason=decision.reasons, **more)


def tell(application: Any, row: Any, subject: Any, body: Any, **more: str) -> None:
    """One mail for each contact; subject and body are spoken in its language. row: whose act it was, and why."""
    organisation = application.organisation
    language = language_for(organisation)
    for contact in contacts_to_ask(organisation):
        with override(language):
            words = {
                "name": organisation.name,
                "reason": getattr(row, "note", ""),
                "address": settings.SITE_ADDRESS + application.get_absolute_url(),
                **more,
            }
            queue_mail(
                to=contact.email,
                subject=subject() % words,
                body=f"{body() % words}\n",
                language=language,
                about=f"application {application.pk}",
                by=row.by,
            )
