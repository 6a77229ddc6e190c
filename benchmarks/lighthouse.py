"""Lighthouse on a running archive: performance, accessibility, best practices and search engines, out of 100.

    make lighthouse [URL=http://127.0.0.1:8000]

Asks the demo (`make run`) by default. Needs Node's npx, which fetches Lighthouse from the npm registry, and a Chromium
(CHROMIUM= names another one). Fails where a page has less than 95.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from typing import Any

LEAST = 95
VERSION = "12.8.2"
ATTEMPTS = 3  # it sometimes misses the beginning of a page
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main(url: str) -> int:
    """Prints a line for each page: its scores for a phone and, in brackets, its weight in kB without fonts."""
    pages = {"home": "/", "search": "/search/", "article": article(url), "expert": "/people/marta-velisk/"}
    sys.stdout.write(f"{'':10}{''.join(f'{name:>16}' for name in CATEGORIES)}{'kB':>8}{'shift':>8}\n")
    low = 0
    for name, path in pages.items():
        report = asked(url + path)
        scores = [round(100 * (report["categories"][one]["score"] or 0)) for one in CATEGORIES]
        requests = report["audits"]["network-requests"]["details"]["items"]
        weight = sum(one["transferSize"] for one in requests if one.get("resourceType") != "Font") / 1000
        shift = report["audits"]["cumulative-layout-shift"]["numericValue"]
        sys.stdout.write(f"{name:10}{''.join(f'{score:16}' for score in scores)}{weight:8.0f}{shift:8.3f}\n")
        low += sum(score < LEAST for score in scores)
    return 1 if low else 0


def article(url: str) -> str:
    """The address of the newest story."""
    with urllib.request.urlopen(f"{url}/search/?format=json&sort=newest") as answer:  # noqa: S310 - given by whoever runs it
        return "/" + str(json.load(answer)["hits"][0]["url"]).split("/", 3)[3]


def asked(url: str) -> dict[str, Any]:
    """The report on one page."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    command = [
        *("npx", "--yes", f"lighthouse@{VERSION}", url, "--quiet", "--output=json"),
        *(f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"),
    ]
    environment = {**os.environ, "CHROME_PATH": chromium or ""}
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603
        if done.returncode == 0:
            return dict(json.loads(done.stdout))
    raise SystemExit(f"Lighthouse could not read {url}, {ATTEMPTS} times.")


if __name__ == "__main__":
    sys.exit(main((sys.argv[1:] or ["http://127.0.0.1:8000"])[0].rstrip("/")))
