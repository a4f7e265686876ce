"""What an organisation adds to its application: the report, the improvement plan, the form of the country."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from caf.models.application import Application, ApplicationState
from caf.models.assignment import Assignment
from core.uploads import KINDS


class DocumentKind(models.TextChoices):
    REPORT = "report", _("Self-assessment report")
    PLAN = "plan", _("Improvement plan")
    APPROVAL = "approval", _("Approval by the top management")
    FORM = "form", _("Application form")
    OTHER = "other", _("Another document")


class ApplicationDocumentQuerySet(models.QuerySet["ApplicationDocument"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the applications that one may see; its feedback team reads them while it gives feedback."""
        if not user.is_authenticated:
            return self.none()
        places = Assignment.objects.in_team().of(user).filter(application__state=ApplicationState.ACCEPTED)
        seen = Application.objects.visible_to(user).values("pk")
        return self.filter(Q(application__in=seen) | Q(application__in=places.values("application")))


class ApplicationDocument(models.Model):
    """A document, kept as it was sent. kind: what it is; file_kind: what its bytes say it is, not its name."""

    TAKEN: ClassVar[tuple[str, ...]] = ("pdf", "docx", "xlsx", "odt", "ods")

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="documents", verbose_name=_("application")
    )
    kind = models.CharField(_("document"), max_length=10, choices=DocumentKind)
    name = models.CharField(_("name of the file"), max_length=200)
    file_kind = models.CharField(_("kind"), max_length=5, choices=[(key, KINDS[key].label) for key in TAKEN])
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("added by")
    )

    objects = ApplicationDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of an application")
        verbose_name_plural = _("documents of an application")
        ordering = ("added_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("application", "sha256"),
                name="caf_applicationdocument_once",
                violation_error_message=_("The application has this very file already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("caf:application_document", args=[self.application_id, self.pk])
