"""People, the roles they hold from a day to a day, and the invitations that brought them."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from network.models.body import Body
from network.models.country import Country
from network.permissions import can_manage_people
from network.seats import Right, Seat, seat_named


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: Any) -> Self:
        """Accounts are the administrator's."""
        return self.all() if can_manage_people(user) else self.none()


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person who signs in by mail address; without password nobody can, until one is set."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """The operator's first account (`manage.py createsuperuser`)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone with an account. What they may do follows from their roles alone."""

    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=5, default="en")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the support pages"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    objects = PersonManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("network:person_page", args=[self.pk])

    @cached_property
    def roles_today(self) -> list[Role]:
        """The roles held today, fetched once a request."""
        return [
            role
            for role in self.roles.select_related("country").prefetch_related("country__names")
            if role.held_on(timezone.localdate())
        ]

    def may(self, right: Right, country: Country | None = None, body: Body | None = None) -> bool:
        """Does a role held today give this right: for the whole network, for this country or for this body?"""
        return any(
            right in role.seat_row.network_rights
            or (right in role.seat_row.own_rights and role.speaks_for(country, body))
            for role in self.roles_today
        )

    def may_for_some(self, right: Right) -> bool:
        """Does a role held today give this right for at least one country?"""
        return any(right in role.seat_row.network_rights | role.seat_row.own_rights for role in self.roles_today)

    def countries_with(self, right: Right) -> list[int]:
        """Ids of the countries for which a role held today gives this right."""
        return [role.country_id for role in self.roles_today if role.country_id and right in role.seat_row.own_rights]

    def bodies_with(self, right: Right) -> set[str]:
        """Keys of the bodies for which a role held today gives this right."""
        return {key for role in self.roles_today if right in role.seat_row.own_rights for key in role.seat_row.bodies}


class Role(models.Model):
    """A seat that a person holds, for a country or for the network, from a day to a day."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles", verbose_name=_("person"))
    seat = models.CharField(_("seat"), max_length=20, choices=Seat)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the country")
    )
    from_on = models.DateField(_("from"), default=timezone.localdate)
    to_on = models.DateField(_("to"), null=True, blank=True, help_text=_("The role ends on this day."))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="network_role_order",
                violation_error_message=_("The role ends before it begins."),
            ),
            models.CheckConstraint(
                condition=~models.Q(seat__in=(Seat.COORDINATOR, Seat.DIRECTOR_GENERAL))
                | models.Q(country__isnull=False),
                name="network_role_has_country",
                violation_error_message=_("This seat is held for a country: say which."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_seat_display()}, {self.country}" if self.country else str(self.get_seat_display())

    def get_absolute_url(self) -> str:
        return self.person.get_absolute_url()

    @property
    def seat_row(self) -> Any:
        """The seat's row in the table of seats."""
        return seat_named(self.seat)

    def speaks_for(self, country: Country | None, body: Body | None) -> bool:
        """Is this the role's own country, or one of its seat's own bodies?"""
        return (country is not None and self.country_id == country.pk) or (
            body is not None and body.key in self.seat_row.bodies
        )

    def held_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


def invitation_token() -> str:
    return secrets.token_urlsafe(32)


def a_week_from_now() -> Any:
    return timezone.now() + timedelta(days=7)


class Invitation(models.Model):
    """People are invited, never self-made: a link for one address, one role, and seven days.

    of: of which organisation, in words, where the seat is held for one. invited_by: None where the portal itself
    invites, for a contact who asked for it behind a personal link.
    """

    email = models.EmailField(_("mail address"))
    name = models.CharField(_("name"), max_length=150)
    seat = models.CharField(_("seat"), max_length=20, choices=Seat)
    of = models.CharField(_("of"), max_length=200, blank=True, editable=False)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("for the country")
    )
    role_ends_on = models.DateField(_("role ends on"), null=True, blank=True)
    token = models.CharField(max_length=64, unique=True, default=invitation_token, editable=False)
    invited_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("invited by"))
    expires_at = models.DateTimeField(_("expires at"), default=a_week_from_now)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("accepted by")
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-invited_at",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="network_invitation_accepted_by_someone",
            )
        ]

    def __str__(self) -> str:
        return self.email

    def get_absolute_url(self) -> str:
        return reverse("network:invitation_page", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()
