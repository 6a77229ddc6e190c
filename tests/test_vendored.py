"""Scripts of others that are kept here are, byte for byte, what their README says."""

import hashlib
import re

from django.conf import settings

FOLDER = settings.BASE_DIR / "static/js"


def test_vendored_scripts_are_as_published() -> None:
    said = dict(re.findall(r"^(\S+\.js): .*?sha256 ([0-9a-f]{64})", (FOLDER / "README").read_text(), re.M))
    assert said == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(FOLDER.glob("*.min.js"))
    }
    assert (FOLDER / "LICENSE-htmx.txt").read_text().startswith("Zero-Clause BSD")
