"""The press release of the Belgian conference of 2009, drawn by the portal from that conference's records."""

from collections import Counter
from datetime import date

from conferences.actions.prize import draw_release, request_release_files
from conferences.models import Edition, ReleaseState, ReleaseVersion

DAY = date(2009, 11, 26)
SOURCE = "Demonstration: drawn by the portal from the records of the conference"


def load_belgian_release() -> Counter[str]:
    """Drawn and released once: a later load leaves it as it is, with what people have made of it."""
    edition = Edition.objects.get(code="be-5")
    if not edition.releases.exists():
        version = draw_release(ReleaseVersion(edition=edition, as_of=DAY, dated_on=DAY), by=None)
        version.steps.update(known_on=DAY, source=SOURCE)
        version.steps.create(state=ReleaseState.RELEASED, known_on=DAY, source=SOURCE)
        version.state = ReleaseState.RELEASED
        version.save(update_fields=["state"])
    return Counter({"conferences.ReleaseVersion": edition.releases.count()})


def ask_for_release_files() -> None:
    """Its files, by the next worker; those that are there are kept."""
    for version in ReleaseVersion.objects.filter(state=ReleaseState.RELEASED, files__isnull=True):
        request_release_files(version, by=None)
