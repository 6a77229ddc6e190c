"""The desk's forms: a digest's date and title, and one form for adding and changing any kind of fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.desk import naming
from archive.desk.findings import KINDS, Finding, Understanding
from archive.desk.text import locate
from archive.models import (
    Article,
    ArticleSource,
    ArticleTopic,
    Digest,
    Fact,
    Mention,
    Organization,
    Person,
    Role,
    Source,
    Statement,
)

FIRST_YEAR, LAST_YEAR = 1900, 2100
_DATE_WRONG = gettext_lazy("Write a date such as 30 November 2026 (or 2026-11-30), between 1900 and 2100.")

# Kind -> the model that keeps it.
MODELS: dict[str, type[Fact]] = {
    "statement": Statement,
    "role": Role,
    "person": Mention,
    "organization": Mention,
    "country": Mention,
    "source": ArticleSource,
    "topic": ArticleTopic,
}
SPEAKERS = [
    ("person", gettext_lazy("a person")),
    ("organization", gettext_lazy("an organization")),
    ("newspaper", gettext_lazy("the newspaper itself")),
    ("unnamed", gettext_lazy("somebody unnamed")),
]


class DateForm(forms.Form):
    """A digest's date."""

    date = forms.DateField(
        label=gettext_lazy("Date of the digest"),
        input_formats=["%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"],
        error_messages={"invalid": _DATE_WRONG, "required": _DATE_WRONG},
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "min": f"{FIRST_YEAR}-01-01", "max": f"{LAST_YEAR}-12-31"}
        ),
    )

    def clean_date(self) -> Any:
        day = self.cleaned_data["date"]
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(_DATE_WRONG)
        return day


class TitleForm(forms.Form):
    """The title of a digest or a story."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=500,
        error_messages={"required": gettext_lazy("Write a title, for example: Ice comes early to the channel.")},
    )


def _name(label: str, help_text: str = "", **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, help_text=help_text, **options)


class FactForm(forms.Form):
    """A fact of one kind and the passage that it rests on.

    `article` is the story that it belongs to. Only the passage's words are typed (or selected): where they stand is
    looked up in the story, nearest to `near`.
    """

    words = forms.CharField(
        label=gettext_lazy("Passage"),
        max_length=20_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Words of the story, exactly as they stand in it."),
    )
    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, kind: str, article: Article, data: Any = None, *, adding: bool, **options: Any) -> None:
        super().__init__(data, **options)
        self.kind, self.article, self.adding = kind, article, adding
        self.digest: Digest = article.digest
        self.passage: tuple[int, int] | None = None
        self.fields["words"].required = kind in ("statement", "role")
        getattr(self, f"_fields_of_{kind}", self._fields_of_name)()
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.TextInput) and name in _NAMING:
                field.widget.attrs |= {"list": f"names-{_NAMING[name] or self.naming}", "autocomplete": "off"}

    @property
    def naming(self) -> str:
        """Whose names the field "name" offers."""
        return "person" if self.kind in ("statement", "role") else self.kind

    @property
    def kind_word(self) -> Promise:
        return KINDS[self.kind]

    def _fields_of_statement(self) -> None:
        self.fields["speaker_is"] = forms.ChoiceField(label=_("Said by"), choices=SPEAKERS)
        self.fields["name"] = _name(
            _("Speaker"), _("A name, or for somebody unnamed how the text describes the speaker.")
        )
        self.fields["speech"] = forms.ChoiceField(label=_("How it is given"), choices=Statement.Kind.choices)
        self.fields["via"] = _name(_("Told to"), _("The newspaper that the words were said to."), required=False)

    def _fields_of_role(self) -> None:
        self.fields["words"].label = _("Role as printed")
        self.fields["words"].help_text = _("In the newspaper’s words. Do not correct it.")
        self.fields["name"] = _name(_("Whose role"))
        self.fields["organization"] = _name(_("Organization"), required=False)

    def _fields_of_person(self) -> None:
        self.fields["name"] = _name(_("Name"))
        if self.adding:
            help_text = _("In the newspaper’s words, as they stand in the story.")
            self.fields["role"] = forms.CharField(
                label=_("Role as printed"), max_length=500, required=False, help_text=help_text
            )
            self.fields["organization"] = _name(_("Organization"), required=False)

    def _fields_of_name(self) -> None:
        self.fields["name"] = _name(_("Name"))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        near = data.get("near") or self.article.start
        if data.get("words"):
            self.passage = self._locate(data["words"], near)
            if self.passage is None:
                self.add_error("words", self._not_there())
        if data.get("role") and self._locate(data["role"], near) is None:
            self.add_error("role", self._not_there())
        if data.get("organization") and self.kind == "person" and not data.get("role"):
            self.add_error("role", _("Write the role that the person holds at the organization."))
        if data.get("name"):
            self._check_name(data["name"])
        return data

    def _check_name(self, typed: str) -> None:
        """Refuse a name that means nobody, or two people."""
        checks = {"country": naming.find_country, "topic": naming.find_topic}
        try:
            if self.kind in checks:
                checks[self.kind](typed)
            elif self.kind in ("person", "role") or self.cleaned_data.get("speaker_is") == "person":
                naming.find_person(typed, self.digest)
        except ValidationError as problem:
            self.add_error("name", problem)

    def _locate(self, words: str, near: int) -> tuple[int, int] | None:
        return locate(words, self.digest.text or "", self.article.start, self.article.end, near)

    def _not_there(self) -> str:
        words = " ".join((self.digest.text or "")[self.article.start : self.article.end].split()[:6])
        return _("These words are not in the story. Copy them from its text, for example: %(words)s") % {"words": words}

    def facts(self) -> list[tuple[type[Fact], dict[str, Any]]]:
        """What was meant, as models and their fields; makes the names that are new. Only after is_valid()."""
        data = self.cleaned_data
        start, end = self.passage or (None, None)
        passage: dict[str, Any] = {"start": start, "end": end}
        if self.kind == "statement":
            return [(Statement, passage | self._speaker() | self._told())]
        if self.kind == "role":
            return [
                (
                    Role,
                    passage | {"text": self._as_printed(start, end), "person": self._person()} | self._organization(),
                )
            ]
        if self.kind == "person":
            person = self._person()
            facts: list[tuple[type[Fact], dict[str, Any]]] = [(Mention, passage | {"person": person})]
            if data.get("role"):
                first, last = self._locate(data["role"], start or self.article.start) or (None, None)
                printed = self._as_printed(first, last)
                facts.append(
                    (Role, {"start": first, "end": last, "text": printed, "person": person} | self._organization())
                )
            return facts
        return [(MODELS[self.kind], passage | {self.kind: named(self.kind, data["name"], self.digest, self._new())})]

    def _as_printed(self, start: int | None, end: int | None) -> str:
        return " ".join((self.digest.text or "")[start:end].split())[:500]

    def _person(self) -> Person:
        return naming.person(self.cleaned_data["name"], self.digest, self._new())

    def _new(self) -> list[str]:
        """The names that are new although known ones are like them, as somebody said."""
        return list(self.data.getlist("new")) if hasattr(self.data, "getlist") else []

    def _organization(self) -> dict[str, Organization | None]:
        typed = self.cleaned_data.get("organization")
        return {"organization": naming.organization(typed, self._new()) if typed else None}

    def _speaker(self) -> dict[str, Any]:
        """The speaker in its one field, the other three empty."""
        name, which = self.cleaned_data["name"], self.cleaned_data["speaker_is"]
        speaker: dict[str, Any] = {"person": None, "organization": None, "newspaper": None, "unnamed": ""}
        return speaker | {which: name if which == "unnamed" else named(which, name, self.digest, self._new())}

    def _told(self) -> dict[str, Any]:
        via: Source | None = naming.source(self.cleaned_data["via"], self._new()) if self.cleaned_data["via"] else None
        return {"kind": self.cleaned_data["speech"], "via": via}


# Field -> whose names it offers while typing; empty for the field whose kind says it.
_NAMING = {"name": "", "organization": "organization", "via": "source"}


def named(kind: str, typed: str, digest: Digest, new: Sequence[str] = ()) -> Any:
    """The person, organization, newspaper, country or topic that a typed name means, made when it is new.

    Raises ValidationError for an unknown country or topic and for a name that several people bear, and
    naming.LikelyKnown for a new name that is like known ones and not among `new`.
    """
    if kind == "person":
        return naming.person(typed, digest, new)
    if kind in ("country", "topic"):
        return naming.find_country(typed) if kind == "country" else naming.find_topic(typed)
    return naming.organization(typed, new) if kind == "organization" else naming.source(typed, new)


def change_form(finding: Finding, data: Any = None) -> FactForm:
    """The form that changes a finding's fact, filled with what it says now."""
    fact = finding.fact
    if fact is None:
        raise ValueError("the beginning of a story has no fact to change")
    initial: dict[str, Any] = {
        "words": finding.words if fact.start is not None else "",
        "near": finding.position,
        "name": str(fact),
    }
    if isinstance(fact, Statement):
        initial |= {
            "name": fact.speaker_name,
            "speaker_is": next(
                (which for which in ("person", "organization", "newspaper") if getattr(fact, which)), "unnamed"
            ),
            "speech": fact.kind,
            "via": fact.via.name if fact.via else "",
        }
    elif isinstance(fact, Role):
        initial |= {"name": fact.person.name, "organization": fact.organization.name if fact.organization else ""}
    return FactForm(finding.kind, fact.article, data, adding=False, initial=initial)


def add_form(kind: str, whole: Understanding, number: int, data: Any = None, **initial: Any) -> FactForm:
    """The empty form that adds a fact of one kind to story `number`."""
    return FactForm(kind, whole.stories[number - 1].article, data, adding=True, initial=initial)
