"""The repository itself: what no single test of the portal would notice."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.db import models

pytestmark = pytest.mark.once

BASE_DIR = Path(__file__).resolve().parent.parent
APPS = ("ipsg_portal", "resolutions", "conferences", "caf", "customer_focus", "network", "core")
OUR_MODELS = [model for model in apps.get_models() if model._meta.app_label in APPS]
# Moments that are the clock's own, not a person's act: nobody can be named for them.
MOMENTS_WITHOUT_PERSON = {
    "caf.AgendaRow.starts_at",
    "caf.AgendaRow.ends_at",
    "caf.Claim.asked_at",  # by somebody without an account
    "caf.Claim.confirmed_at",
    "caf.ContactLink.made_at",
    "caf.ContactLink.used_at",
    "conferences.AssessmentDeadline.ends_at",
    "conferences.CaseCallTerms.opens_at",
    "conferences.CaseCallTerms.closes_at",
    "core.Job.started_at",
    "core.Job.finished_at",
    "network.Invitation.expires_at",
    "network.Mail.created_at",
    "network.Mail.sent_at",
    "network.Person.joined_at",  # that person's own
    "resolutions.VersionFile.made_at",
}


def our_files(*suffixes: str) -> Iterator[Path]:
    """Every file of the repository (committed or about to be) with one of the suffixes."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=BASE_DIR, capture_output=True, text=True, check=True,
        ).stdout.split("\0")  # fmt: skip
    except (FileNotFoundError, subprocess.CalledProcessError):  # a copy without git
        kept_out = {".venv", ".uv", "var", "static-root", "__pycache__"}
        listed = [
            str(path.relative_to(BASE_DIR))
            for path in BASE_DIR.rglob("*")
            if path.is_file() and not kept_out & set(path.relative_to(BASE_DIR).parts)
        ]
    for name in sorted(filter(None, listed)):
        path = BASE_DIR / name
        if path.is_file() and (not suffixes or path.suffix in suffixes):
            yield path


def test_no_migration_is_missing():
    result = subprocess.run(
        [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        cwd=BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_act_names_its_person():
    """`submitted_at` stands beside `submitted_by`, in the same model."""
    alone = []
    for model in OUR_MODELS:
        if model.__name__.startswith("Historical"):
            continue
        names = {field.name for field in model._meta.get_fields()}
        for field in model._meta.local_fields:
            if isinstance(field, models.DateTimeField) and field.name.endswith("_at"):
                label = f"{model._meta.label}.{field.name}"
                stem = field.name.removesuffix("_at")
                if not names & {f"{stem}_by", "by"} and label not in MOMENTS_WITHOUT_PERSON:
                    alone.append(label)
    assert alone == []


def test_every_template_is_used():
    """Somebody names it: a view, another template, or the library whose page it replaces."""
    names = {
        path.relative_to(BASE_DIR / "templates").as_posix(): path for path in (BASE_DIR / "templates").rglob("*.*")
    }
    words = "\n".join(path.read_text() for path in our_files(".py", ".html", ".txt", ".xml", ".svg"))
    django_asks_for = re.compile(r"^(\d{3}(_csrf)?\.html|(account|mfa|allauth|admin|django|usersessions)/.*)$")
    drawn = {f"components/{name}.html" for name in re.findall(r'part\(\s*"(\w+)"', words)}  # by core/templatetags
    unused = [name for name in names.keys() - drawn if not django_asks_for.match(name) and f'"{name}"' not in words]
    assert unused == []


@pytest.mark.parametrize("language", ["fr"])
def test_every_string_is_translated(language):
    """And none is a guess of the tool (fuzzy). Text of no language ("EUPAN") is written out as itself."""
    with (BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    missing = []
    for message in catalogue:
        forms = [message.string] if isinstance(message.string, str) else message.string or [""]
        if message.id and (message.fuzzy or not all(forms)):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize("language", ["fr"])
def test_catalogue_holds_every_string_of_the_code(language, tmp_path):
    """`./portal manage makemessages -l fr` would find nothing new."""
    kept = BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po"
    for name in (*APPS, "templates"):
        (tmp_path / name).symlink_to(BASE_DIR / name)
    target = tmp_path / "locale" / language / "LC_MESSAGES"
    target.mkdir(parents=True)
    (target / "django.po").write_bytes(kept.read_bytes())
    (tmp_path / "manage.py").symlink_to(BASE_DIR / "manage.py")
    subprocess.run(
        ["django-admin", "makemessages", "--locale", language, "--symlinks", "--no-obsolete", "--no-location"],
        cwd=tmp_path, check=True, capture_output=True, text=True,
        env={"PATH": f"{BASE_DIR / '.venv/bin'}:/usr/bin:/bin", "LANG": "C.UTF-8"},
    )  # fmt: skip
    with (target / "django.po").open("rb") as new, kept.open("rb") as old:
        found = {message.id for message in read_po(new)}
        known = {message.id for message in read_po(old)}
    assert found - known == set()


def test_no_function_imports_late_without_saying_why():
    """House rule: imports stand at the top. A late one has a comment on its line."""
    silent = []
    for path in our_files(".py"):
        if path.parts[len(BASE_DIR.parts)] not in APPS:
            continue
        lines = path.read_text().splitlines()
        for function in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                silent += [
                    f"{path.relative_to(BASE_DIR)}:{node.lineno}"
                    for node in ast.walk(function)
                    if isinstance(node, ast.Import | ast.ImportFrom) and "#" not in lines[node.lineno - 1]
                ]
    assert silent == []


def test_nothing_points_outside_the_repository():
    """No path of one machine, no neighbouring folder, nothing that a reader of a clone cannot follow."""
    outside = re.compile(r"(/root" + r"/|/home" + r"/\w|\.\./" + "shared" + r"|/work" + r"/main)")
    found = [
        f"{path.relative_to(BASE_DIR)}: {match.group()}"
        for path in our_files(".py", ".md", ".html", ".toml", ".yml", ".sh", ".po", ".txt", "")
        if (match := outside.search(path.read_text(errors="ignore")))
    ]
    assert found == []


def test_every_variable_is_documented():
    """docs/settings.md names each variable that the settings read."""
    settings = (BASE_DIR / "ipsg_portal" / "settings.py").read_text()
    read = set(re.findall(r'(?:env\.\w+|from_environment)\(\s*"([A-Z_]+)"', settings))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (BASE_DIR / "docs" / "settings.md").read_text(), re.MULTILINE))
    assert read - documented == set()
