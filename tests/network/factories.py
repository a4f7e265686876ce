"""Records of the network, one factory a model."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from core.values import Text
from network import models
from network.seats import Seat

KNOWN_ON = date(2008, 6, 1)


# Codes that ISO 3166 leaves to its users: a country that a test did not name is never one that another test did.
OF_NO_COUNTRY = [
    f"{first}{second}"
    for first, rest in (("X", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ("Q", "MNOPQRSTUVWXYZ"))
    for second in rest
]


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = models.Country
        django_get_or_create = ("iso2",)

    iso2 = factory.Sequence(lambda number: OF_NO_COUNTRY[number % len(OF_NO_COUNTRY)])
    iso3 = factory.LazyAttribute(lambda country: f"{country.iso2}X")
    eu_code = factory.LazyAttribute(lambda country: country.iso2)


class CountryNameFactory(DjangoModelFactory):
    class Meta:
        model = models.CountryName

    country = factory.SubFactory(CountryFactory)
    language = "en"
    name = factory.LazyAttribute(lambda row: f"Land {row.country.iso2}")
    known_on = date(1990, 1, 1)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    country = factory.SubFactory(CountryFactory)
    standing = models.Standing.MEMBER
    known_on = KNOWN_ON


class PresidencyFactory(DjangoModelFactory):
    class Meta:
        model = models.Presidency

    country = factory.SubFactory(CountryFactory)
    starts_on = factory.Sequence(lambda number: date(2000 + number // 2, 1 + 6 * (number % 2), 1))
    ends_on = factory.LazyAttribute(lambda row: date(row.starts_on.year, row.starts_on.month + 5, 30))
    known_on = KNOWN_ON


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = models.Body

    key = factory.Sequence(lambda number: f"group-{number}")
    kind = models.BodyKind.WORKING_GROUP
    name = factory.LazyAttribute(lambda body: Text(en=f"Group {body.key}"))


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meeting

    number = factory.Sequence(lambda number: 201 + number)  # none that a test numbers itself
    half_starts_on = date(2008, 7, 1)
    known_on = KNOWN_ON


class MeetingScheduleFactory(DjangoModelFactory):
    class Meta:
        model = models.MeetingSchedule

    meeting = factory.SubFactory(MeetingFactory)
    city = Text(en="Paris")
    known_on = KNOWN_ON


class GroupMeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.GroupMeeting

    body = factory.SubFactory(BodyFactory)
    starts_on = date(2008, 11, 24)
    ends_on = date(2008, 11, 25)
    country = factory.SubFactory(CountryFactory)
    known_on = KNOWN_ON


class ConclusionFactory(DjangoModelFactory):
    class Meta:
        model = models.Conclusion

    meeting = factory.SubFactory(GroupMeetingFactory)
    area = models.WorkingArea.CAF
    subject = models.Subject.TOPIC
    place = factory.Sequence(lambda number: number + 1)
    text = Text(en="the use of self-assessment", fr="l'usage de l'autoévaluation")
    known_on = KNOWN_ON


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = models.Programme

    name = Text(en="Medium-Term Programme")
    areas = [models.WorkingArea.CAF.value]
    known_on = KNOWN_ON


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Decision

    body = factory.SubFactory(BodyFactory)
    area = models.WorkingArea.CONFERENCES
    title = Text(en="Decision on the conferences")
    known_on = KNOWN_ON


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = models.Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"person-{number}@example.org")
    name = factory.Sequence(lambda number: f"Person {number}")


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = models.Role

    person = factory.SubFactory(PersonFactory)
    seat = Seat.SECRETARIAT
    from_on = date(2000, 1, 1)


def someone(seat: Seat, country: models.Country | None = None) -> models.Person:
    """A person who sits there."""
    return RoleFactory(seat=seat, country=country).person
