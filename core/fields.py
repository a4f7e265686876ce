"""Model fields for the kinds of value that facts have."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.values import Text

Languages = Sequence[tuple[str, str | Promise]]


class TextWidget(forms.MultiWidget):
    """One input a language, each named after its language."""

    template_name = "core/widgets/text.html"

    def __init__(
        self,
        widget: type[forms.Widget] = forms.TextInput,
        attrs: dict[str, Any] | None = None,
        languages: Languages | None = None,
    ) -> None:
        self.names = dict(languages or settings.LANGUAGES)
        self.languages = list(self.names)
        super().__init__({code: widget(attrs={"lang": code}) for code in self.languages}, attrs)

    def decompress(self, value: Text | None) -> list[str]:
        texts = value or Text()
        return [texts.get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for subwidget, language in zip(context["widget"]["subwidgets"], self.names.values(), strict=True):
            subwidget["language"] = _(str(language))
        return context


class TextFormField(forms.MultiValueField):
    """A text in the portal's languages; required means: in one of them at least.

    more_languages, in a subclass: those that it is asked for besides, (code, name) each.
    """

    more_languages: Languages = ()

    def __init__(self, *, widget: type[forms.Widget] = forms.TextInput, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        languages = (*settings.LANGUAGES, *self.more_languages)
        self.languages = [code for code, _name in languages]
        super().__init__(
            fields=[forms.CharField(required=False) for _code in self.languages],
            require_all_fields=False,
            widget=TextWidget(widget, languages=languages),
            **kwargs,
        )

    def compress(self, data_list: list[str]) -> Text:
        texts = dict(zip(self.languages, (text.strip() for text in data_list), strict=False))
        # A language asked for besides is told even when it is empty: words in one that is left out would stay.
        more = {code: "" for code, _name in self.more_languages}
        return Text(more | {code: text for code, text in texts.items() if text})


class TextField(models.JSONField):
    """The same words in several languages, kept as {language code: text} in one column."""

    def __init__(self, *args: Any, long: bool = False, **kwargs: Any) -> None:
        self.long = long
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.long:
            kwargs["long"] = True
        return name, path, args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        return Text(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return Text(value) if isinstance(value, dict) else value

    def save_form_data(self, instance: Any, data: Any) -> None:
        """What a form says; words in a language that it does not ask for stay."""
        asked = {code for code, _name in settings.LANGUAGES} | set(data or ())
        kept = {code: text for code, text in (getattr(instance, self.name) or {}).items() if code not in asked}
        super().save_form_data(instance, Text({code: text for code, text in {**(data or {}), **kept}.items() if text}))

    def formfield(self, **kwargs: Any) -> Any:
        widget = forms.Textarea if self.long else forms.TextInput
        return models.Field.formfield(
            self, **{"form_class": TextFormField, "widget": widget, "initial": None, **kwargs}
        )
