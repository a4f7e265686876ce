"""Who may do what with conferences and bids."""

from typing import Any

from django.utils import timezone

from core.clock import present_day
from network.seats import Right

EDITABLE = ("interest", "draft", "bid", "clarification")  # once the answer is in, only a new question opens it
BEFORE_REVIEW = ("draft", "nominated", "replaced", "withdrawn")  # a case is its country's own to change


def can_edit_editions(user: Any, _edition: Any = None) -> bool:
    """Editions, sessions, reports and calls are the secretariat's to keep."""
    return user.is_authenticated and user.may(Right.EDIT_CONFERENCES)


def can_edit_programme(user: Any, edition: Any) -> bool:
    """The secretariat, and the country that hosts the edition, as known today. Not what was released: that stays."""
    if not user.is_authenticated or not user.may_for_some(Right.EDIT_PROGRAMME):
        return False
    if user.may(Right.EDIT_PROGRAMME):
        return True
    schedule = edition.schedule_on(present_day())
    return schedule is not None and schedule.country_id in user.countries_with(Right.EDIT_PROGRAMME)


def can_edit_session(user: Any, session: Any) -> bool:
    """As the programme that it stands in."""
    return can_edit_programme(user, session.edition)


def can_begin_bid(user: Any, _call: Any = None) -> bool:
    """A coordinator begins the own country's bid."""
    return user.is_authenticated and user.may_for_some(Right.EDIT_BIDS)


def is_own_bid(user: Any, bid: Any) -> bool:
    """A bid belongs to its country."""
    return user.is_authenticated and user.may(Right.EDIT_BIDS, bid.country)


def can_edit_bid(user: Any, bid: Any) -> bool:
    """Until it is assessed: what the assessors read is what the Directors General choose from."""
    return is_own_bid(user, bid) and bid.state in EDITABLE


def sees_inside(user: Any, bid: Any) -> bool:
    """How a bid stands within its own country and the secretariat; others are told the outside wording."""
    return user.is_authenticated and user.may(Right.READ_ALL, bid.country)


def can_decide_bid(user: Any, _bid: Any) -> bool:
    """The Directors General choose; the secretariat enters it."""
    return user.is_authenticated and user.may(Right.DECIDE_BIDS)


def can_edit_criteria(user: Any, call: Any) -> bool:
    """What bids are scored by stands still once the first scores are handed in."""
    return can_edit_editions(user) and not call.criteria.filter(scores__sheet__handed_in_at__isnull=False).exists()


def is_assessor(user: Any, call: Any) -> bool:
    """An assessor is a person named for a call; no seat is one."""
    return user.is_authenticated and call.assessors.filter(person=user).exists()


def can_read_remarks(user: Any, call: Any) -> bool:
    """What assessors remark is for assessors and the secretariat. Which of them: `Score.objects.remarked_to`."""
    return can_decide_bid(user, None) or is_assessor(user, call)


def can_select_cases(user: Any, _record: Any = None) -> bool:
    """Calls for cases, reviewers, pairs and the selection are the secretariat's."""
    return user.is_authenticated and user.may(Right.EDIT_CONFERENCES)


def can_name_reviewers(user: Any, case: Any) -> bool:
    """Until it is decided on."""
    return can_select_cases(user) and case.state in ("nominated", "under review")


def can_begin_case(user: Any, _call: Any = None) -> bool:
    """A coordinator nominates the own country's cases."""
    return user.is_authenticated and user.may_for_some(Right.EDIT_CASES)


def is_own_case(user: Any, case: Any) -> bool:
    """A case belongs to its country."""
    return user.is_authenticated and user.may(Right.EDIT_CASES, case.country)


def can_nominate_case(user: Any, case: Any) -> bool:
    """Its country, until the review begins. Afterwards the refusal must not tell what was decided."""
    return is_own_case(user, case) and case.state in BEFORE_REVIEW


def can_edit_case(user: Any, case: Any) -> bool:
    """Its country: until the review begins, and for the programme once it is told that the case is selected."""
    written = case.state in ("draft", "nominated") or (case.state == "selected" and case.is_told)
    return written and is_own_case(user, case)


def reads_own_case(user: Any, case: Any) -> bool:
    """Coordinators and Directors General of its country, who are not of the secretariat."""
    return user.is_authenticated and user.may(Right.READ_ALL, case.country) and not can_select_cases(user)


def reads_contact(user: Any, case: Any) -> bool:
    """Whom to write to is for the own country and the secretariat."""
    return user.is_authenticated and user.may(Right.READ_ALL, case.country)


def can_edit_case_criteria(user: Any, call: Any) -> bool:
    """What cases are scored by stands still once the first review is handed in."""
    return can_select_cases(user) and not call.criteria.filter(scores__isnull=False).exists()


def may_review(user: Any, case: Any) -> bool:
    """Named for it, not of its country, and no conflict declared. A review is handed in once."""
    return (
        user.is_authenticated
        and case.state == "under review"
        and case.reviewers.filter(person=user).awaited().exists()
        and not user.roles.filter(country=case.country_id).exists()
    )


def may_stand_back(user: Any, case: Any) -> bool:
    """A reviewer declares a conflict of interest, before or after the review."""
    return user.is_authenticated and case.is_told and case.reviewers.filter(person=user, conflict__isnull=True).exists()


def is_critical_friend(user: Any, case: Any) -> bool:
    """The country that comments on this case, as fixed."""
    if not user.is_authenticated:
        return False
    own = user.countries_with(Right.EDIT_CASES)
    return bool(own) and case.friend_rows.in_force().filter(friend__country_id__in=own).exists()


def reads_comments(user: Any, case: Any) -> bool:
    """Both countries and the secretariat."""
    if reads_contact(user, case):
        return True
    own = user.countries_with(Right.READ_ALL) if user.is_authenticated else []
    return bool(own) and case.friend_rows.in_force().filter(friend__country_id__in=own).exists()


def host_of(edition: Any) -> Any:
    """The country that hosts the edition, as known today; None if that is not known."""
    schedule = edition.schedule_on(timezone.localdate())
    return schedule.country if schedule else None


def can_read_prize_drafts(user: Any, edition: Any) -> bool:
    """What is not announced or released yet: the secretariat, and the country that hosts the edition."""
    return user.is_authenticated and user.may(Right.READ_ALL, host_of(edition))


def can_edit_prizes(user: Any, edition: Any) -> bool:
    """The secretariat keeps the prizes of every edition; a country's coordinator those of its own national ones."""
    if can_edit_editions(user):
        return True
    own = edition.kind == "national" and user.is_authenticated
    return own and user.may(Right.EDIT_NATIONAL_CONFERENCES, host_of(edition))


def can_edit_laureate(user: Any, laureate: Any) -> bool:
    """Its certificates too."""
    return can_edit_prizes(user, laureate.edition)


def can_release(user: Any, version: Any) -> bool:
    """Releasing a press release, and taking it back."""
    return can_edit_prizes(user, version.edition)


def can_edit_release(user: Any, version: Any) -> bool:
    """A draft's words; what is released stays as it is."""
    return version.state == "draft" and can_release(user, version)


def can_edit_report(user: Any, report: Any) -> bool:
    """The rapporteurs' report is kept by the secretariat, and by the coordinators of the country that hosts."""
    return user.is_authenticated and user.may(Right.EDIT_REPORTS, report.host)


def can_begin_report(user: Any, session: Any) -> bool:
    """As `can_edit_report`, of a session that has none yet."""
    schedule = session.edition.schedule_on(timezone.localdate())
    return user.is_authenticated and user.may(Right.EDIT_REPORTS, schedule.country if schedule else None)


def can_read_draft(user: Any, report: Any) -> bool:
    """Before a report is published, and as it stood then: the secretariat and the country that hosts."""
    return user.is_authenticated and user.may(Right.READ_ALL, report.host)


def can_evaluate_some(user: Any, _record: Any = None) -> bool:
    """Who may prepare a questionnaire of at least one edition."""
    return user.is_authenticated and user.may_for_some(Right.EVALUATE)


def can_evaluate(user: Any, record: Any) -> bool:
    """Asking about an edition is the secretariat's, and its host's; `record` is the edition or hangs on it."""
    edition = getattr(record, "edition", record)
    schedule = edition.schedule_on(timezone.localdate())
    return user.is_authenticated and user.may(Right.EVALUATE, schedule.country if schedule else None)


def can_edit_questionnaire(user: Any, questionnaire: Any) -> bool:
    """Until it has closed: what was asked, and until when, stands from then on."""
    return can_evaluate(user, questionnaire) and not questionnaire.is_closed_on(present_day())


def can_edit_questions(user: Any, questionnaire: Any) -> bool:
    """Until the first answer is in: everyone answers the same questions."""
    return can_edit_questionnaire(user, questionnaire) and not questionnaire.responses.exists()


def can_read_results(user: Any, questionnaire: Any) -> bool:
    """Once it has closed: who prepares it; once they are published, whoever sees it at all."""
    return questionnaire.state == "published" or (
        questionnaire.is_closed_on(present_day()) and can_evaluate(user, questionnaire)
    )


def can_propose_some(user: Any, _record: Any = None) -> bool:
    """Coordinators for their country, EIPA's staff for its bodies, the secretariat for all."""
    return user.is_authenticated and user.may_for_some(Right.PROPOSE)


def can_propose(user: Any, alternative: Any) -> bool:
    """Its country's coordinators, its body's staff; the secretariat for all."""
    return user.is_authenticated and user.may(Right.PROPOSE, alternative.country, alternative.body)


def can_edit_alternative(user: Any, alternative: Any) -> bool:
    """Until it is handed in: what is compared, and what a paper says, stands still."""
    return alternative.state == "draft" and can_propose(user, alternative)
