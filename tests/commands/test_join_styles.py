"""The one style sheet of the readers' pages is what its parts are."""

from pathlib import Path

from django.conf import settings

from archive.management.commands.join_styles import PARTS, joined

FOLDER = Path(settings.BASE_DIR) / "static" / "css"


def test_the_joined_sheet_is_up_to_date() -> None:
    """If it is not: manage.py join_styles."""
    assert (FOLDER / "site.css").read_text() == joined(FOLDER)


def test_every_sheet_is_in_it_but_those_of_the_desk() -> None:
    left_out = {"admin-desk", "desk", "site"}
    assert sorted(PARTS) == sorted({path.stem for path in FOLDER.glob("*.css")} - left_out)
