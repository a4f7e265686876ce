"""The organisations that are in the register already get a number, and their first names and profile as dated rows."""

from django.db import migrations

SECTORS = {
    "Local administration (municipality, province)": "local administration",
    "Social services & social security": "social services",
    "Education & research": "education",
    "Police & security": "police",
    "General policy & oversight / coordination": "general policy",
    "Customs, taxes & finances": "finances",
    "Public sector management departments (P&O, budget, ICT ...)": "public management",
    "Transport, infrastructure, public works, utilities": "transport",
    "Criminal justice & law": "justice",
    "Economy, agriculture, fisheries & trade": "economy",
    "International coordination & development / foreign affairs": "foreign affairs",
    "Post & communication": "post",
}
KEPT = {"Health", "Environment", "Culture", "Home affairs", "European institutions"}


def sector_named(words):
    """Sectors were free words; what is none of the 18 becomes another sector."""
    return words and (SECTORS.get(words) or (words.lower() if words in KEPT else "other"))


def enter_rows(apps, _schema_editor):
    organisation_model = apps.get_model("caf", "Organisation")
    name_model, profile_model = (apps.get_model("caf", name) for name in ("OrganisationName", "OrganisationProfile"))
    for organisation in organisation_model.objects.filter(ref__isnull=True).iterator():
        organisation.ref = f"CAF-{organisation.pk:07}"
        organisation.sector = sector_named(organisation.sector)
        organisation.save(update_fields=["ref", "sector"])
        known = {name: getattr(organisation, name) for name in ("known_on", "source", "confidence", "note")}
        for language, name in {"en": organisation.english_name, "": organisation.name}.items():
            if name:
                name_model.objects.create(organisation=organisation, language=language, name=name, **known)
        said = {name: getattr(organisation, name) for name in ("city", "level", "sector", "website")}
        if any(said.values()):
            profile_model.objects.create(organisation=organisation, **said, **known)


class Migration(migrations.Migration):
    dependencies = [("caf", "0003_register")]

    operations = [migrations.RunPython(enter_rows, migrations.RunPython.noop, elidable=True)]
