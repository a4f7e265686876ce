"""What `core.form_rendering` writes is to the letter what the templates would write."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from core.form_rendering import WRITERS, Renderer
from core.forms import DayInput

pytestmark = pytest.mark.once


class Everything(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=9, help_text=mark_safe("It & <b>more</b>"))
    day = forms.DateField(label="A <day>", widget=DayInput, required=False)
    moment = forms.DateTimeField(initial="2008-11-26 10:00")
    time = forms.TimeField(initial="10:00")
    number = forms.IntegerField(initial=1234, min_value=0, required=False)
    mail = forms.EmailField(widget=forms.EmailInput(attrs={"class": "wide", "autofocus": True, "hidden": False}))
    secret = forms.CharField(widget=forms.PasswordInput)
    site = forms.URLField(initial='https://example.eu/?a=1&b="2"', assume_scheme="https")
    kind = forms.ChoiceField(choices=[("", gettext_lazy("all")), ("a&b", "<A>"), ("More", [(1, "one"), (2, "two")])])
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], initial=["b"], required=False)
    sure = forms.BooleanField(required=False)
    one = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    words = forms.CharField(widget=forms.Textarea, required=False)
    file = forms.FileField(required=False)
    kept = forms.CharField(widget=forms.HiddenInput, initial="<kept>")


def fields(renderer, data=None):
    """Each field in its group and alone."""
    form = Everything(data, renderer=renderer, initial={"kind": "2"})
    form.fields["name"].widget.attrs["class"] = "short"
    form.error_css_class, form.required_css_class = "wrong", "must & should"
    return {field.name: (field.as_field_group(), str(field)) for field in form}


@pytest.mark.parametrize("data", [None, {"name": "'Ünal' & <sons>", "day": "2008-11-26", "kind": "a&b", "number": "x"}])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_fields_are_written_as_by_their_templates(data, language):
    with override(language):
        assert fields(Renderer(), data) == fields(TemplatesSetting(), data)


def test_a_plain_field_asks_for_no_template(monkeypatch):
    asked = []
    monkeypatch.setattr(TemplatesSetting, "render", lambda _self, name, *_more: asked.append(name) or "")
    form = Everything(renderer=Renderer())
    for name in ("name", "day", "kind", "number", "mail"):
        form[name].as_field_group()
    assert asked == []
    form["words"].as_field_group()
    assert set(asked).isdisjoint(WRITERS)
    assert asked
