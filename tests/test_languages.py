"""The interface in its languages: complete, with every placeholder, and the compiled files as the written ones."""

from __future__ import annotations

import ast
import gettext
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from tests.factories import link_source, make_article, make_digest, make_person, make_source, make_statement

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale" / "ru" / "LC_MESSAGES" / "django.po"
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")')
_PLACE = re.compile(r"%\(\w+\)[sd]|%s|\{\w+\}")

Entry = dict[str, str]


def entries() -> list[Entry]:
    """Every message of the Russian file with its parts by keyword; "flags" are those of its comments."""
    found: list[Entry] = []
    for block in PO.read_text().split("\n\n"):
        entry, last = {"flags": "".join(re.findall(r"^#,.*", block, re.M))}, ""
        for line in block.splitlines():
            if match := _LINE.fullmatch(line):
                last = match[1]
                entry[last] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                entry[last] += ast.literal_eval(line)
        if entry.get("msgid"):
            found.append(entry)
    return found


def translations(entry: Entry) -> list[str]:
    return [text for name, text in entry.items() if name.startswith("msgstr")]


def test_everything_is_translated() -> None:
    assert [one["msgid"] for one in entries() if not all(translations(one)) or "fuzzy" in one["flags"]] == []
    assert {len(translations(one)) for one in entries() if "msgid_plural" in one} == {3}


def test_every_place_is_kept() -> None:
    def places(text: str) -> list[str]:
        return sorted(set(_PLACE.findall(text)))

    wrong = [
        (one["msgid"], text)
        for one in entries()
        for text in translations(one)
        if places(text) != places(one.get("msgid_plural", one["msgid"]))
    ]
    assert wrong == []


def test_what_is_compiled_is_what_is_written() -> None:
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = {}
    for one in entries():
        key = f"{one['msgctxt']}\x04{one['msgid']}" if "msgctxt" in one else one["msgid"]
        if "msgid_plural" in one:
            written |= {(key, form): one[f"msgstr[{form}]"] for form in range(3)}
        else:
            written[key] = one["msgstr"]
    assert {key: text for key, text in compiled._catalog.items() if key} == written  # type: ignore[attr-defined]


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="no gettext tools")
def test_no_message_of_the_program_is_missing(tmp_path: Path) -> None:
    before = sorted((one.get("msgctxt", ""), one["msgid"]) for one in entries())
    for name in ("archive", "templates", "locale", "manage.py"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    command = [sys.executable, "manage.py", "makemessages", "-l", "ru", "--no-location", "--no-obsolete"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    made = (tmp_path / PO.relative_to(ROOT)).read_text()
    found = []
    for block in made.split("\n\n")[1:]:
        parts = {"msgctxt": "", "msgid": ""}
        last = ""
        for line in block.splitlines():
            if match := _LINE.fullmatch(line):
                last = match[1]
                parts[last] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                parts[last] += ast.literal_eval(line)
        found.append((parts["msgctxt"], parts["msgid"]))
    assert sorted(found) == before


@pytest.mark.django_db
def test_a_reader_of_russian_reads_russian(client: Client) -> None:
    make_article(make_digest("Ice closed two berths."), title="Ice comes early")
    html = client.get("/", headers={"accept-language": "ru"}).content.decode()
    assert re.findall(r'<html lang="(\w+)"', html) == ["ru"]
    assert "17 ноября 2026" in html
    assert client.get("/", headers={"accept-language": "fr"}).headers["Content-Language"] == "en"


@pytest.mark.django_db
def test_the_choice_of_a_language_is_remembered(client: Client) -> None:
    answer = client.post("/language/", {"language": "ru", "next": "/about/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/about/")
    assert client.get("/about/").headers["Content-Language"] == "ru"
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("language", "dates"),
    [
        ("en", ["17 November 2026", "17 Nov 2026", "November 2026", "17 November"]),
        ("ru", ["17 ноября 2026", "17 ноя 2026", "Ноябрь 2026", "17 ноября"]),
    ],
)
def test_dates_are_written_as_the_language_has_them(language: str, dates: list[str]) -> None:
    names = ("DATE_FORMAT", "SHORT_DATE_FORMAT", "YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT")
    with translation.override(language):
        assert [date_format(date(2026, 11, 17), name) for name in names] == dates


@pytest.mark.django_db
def test_drawings_are_measured_in_any_language(client: Client) -> None:
    for number in range(3):
        digest = make_digest(f"“Ice is early,” she said.\n\n{number}", day=date(2026, 9 + number, 1))
        article = make_article(digest, title=f"Ice {number}", slug=f"ice-{number}")
        for name in ["Harbour Gazette", "Capital Ledger"][: 1 + number % 2]:
            link_source(article, make_source(name), "Ice")
        make_statement(
            article, "“Ice is early,”", person=make_person("Marta Velisk"), via=make_source("Harbour Gazette")
        )
    wrong = []
    for path in ("/", "/people/marta-velisk/", "/newspapers/harbour-gazette/", "/overview/", "/calendar/", "/search/"):
        html = client.get(path, headers={"accept-language": "ru"}).content.decode()
        assert "<rect" in html
        wrong += [(path, attribute) for attribute in re.findall(r'\s[\w-]+="-?\d+,\d+%?"', html)]
    assert wrong == []
