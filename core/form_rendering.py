"""The fields of forms and filters, written here and not by their templates, which take ten times as long.

A filter offers a hundred choices, and each list has one. What is plain is written here, to the letter as
templates/django/forms/ would (tests/core/test_form_rendering.py); the templates write the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext as _

from core.escaping import escaped

INPUT_CLASSES = {
    "checkbox": "tick",
    "radio": "tick",
    "file": "govuk-file-upload",
    "number": "govuk-input input--number",
    "date": "govuk-input input--date",
    "month": "govuk-input input--date",
    "time": "govuk-input input--time",
}


def attributes(attrs: Mapping[str, Any]) -> Iterator[str]:
    """As widgets/attrs.html."""
    for name, value in attrs.items():
        if value is True:
            yield f" {name}"
        elif value is not False and name != "class":
            yield f' {name}="{escaped(value)}"'


def class_of(attrs: Mapping[str, Any], own: str) -> str:
    more = attrs.get("class")
    return f'{own} {escaped(more)}"' if more else f'{own}"'


def select(context: Mapping[str, Any]) -> str:
    """As widgets/select.html."""
    widget = context["widget"]
    attrs = widget["attrs"]
    pieces = [f'<select name="{escaped(widget["name"])}" class="', class_of(attrs, "govuk-select"), *attributes(attrs)]
    pieces.append(">")
    for group, options, _index in widget["optgroups"]:
        if group:
            pieces.append(f'\n<optgroup label="{escaped(group)}">')
        for option in options:
            more = "".join(attributes(option["attrs"])) if option["attrs"] else ""
            pieces.append(f'\n<option value="{escaped(option["value"])}"{more}>{escaped(option["label"])}</option>')
        if group:
            pieces.append("\n</optgroup>")
    pieces.append("\n</select>")
    return "".join(pieces)


def one_input(context: Mapping[str, Any]) -> str:
    """As widgets/input.html."""
    widget = context["widget"]
    attrs, kind, value = widget["attrs"], widget["type"], widget["value"]
    pieces = [f'<input type="{escaped(kind)}" name="{escaped(widget["name"])}"']
    if kind != "hidden":
        pieces += (' class="', class_of(attrs, INPUT_CLASSES.get(kind, "govuk-input")))
    if value is not None:
        pieces.append(f' value="{escaped(value)}"')
    return "".join((*pieces, *attributes(attrs), ">"))


def labelled_field(context: Mapping[str, Any]) -> str | None:
    """As field.html; None for what is not one input with its label, and for what is not in order."""
    field = context["field"]
    if field.errors or field.widget_type == "checkbox" or field.use_fieldset:
        return None
    more = field.css_classes()
    optional = "" if field.field.required else f' <span class="optional">({escaped(_("optional"))})</span>'
    hint = f'<div class="govuk-hint" id="{field.auto_id}_helptext">{field.help_text}</div>' if field.help_text else ""
    return (
        f'<div class="govuk-form-group{f" {escaped(more)}" if more else ""}">\n'
        f'<label class="govuk-label" for="{escaped(field.id_for_label)}">{escaped(field.label)}{optional}</label>'
        f"{hint}\n{field}\n</div>"
    )


WRITERS: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    "django/forms/field.html": labelled_field,
    "django/forms/widgets/select.html": select,
    **{
        f"django/forms/widgets/{name}.html": one_input
        for name in ("date", "datetime", "email", "hidden", "input", "number", "password", "text", "time", "url")
    },
}


class Renderer(TemplatesSetting):
    """Django's own, but for what WRITERS writes."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        writer = WRITERS.get(template_name)
        written = writer(context) if writer else None
        return super().render(template_name, context, request) if written is None else written
