"""What organisations are found by that may be the same: keys kept beside the register."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from caf.models.organisation import Organisation


class OrganisationKey(models.Model):
    """Something that an organisation has in common with those that may be the same (`caf.resemblance.keys_of`).

    Follows names, profile and country, and can be made again from them: `caf.actions.likeness` keeps it.
    """

    follows_organisation = True  # a merge moves nothing of it

    pk = models.CompositePrimaryKey("organisation_id", "key")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="likeness_keys")
    key = models.IntegerField(_("key"))

    class Meta:
        verbose_name = _("key for finding duplicates")
        verbose_name_plural = _("keys for finding duplicates")
        indexes = [models.Index(fields=("key", "organisation"), name="caf_organisationkey_found")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.key}"
