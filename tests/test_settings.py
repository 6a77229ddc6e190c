"""What a process is given by its environment, seen from outside."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEY = "a-key-made-for-this-test-" * 3


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python code in a process of its own that has only these variables."""
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "DATABASE_URL") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**keep, **environment}, capture_output=True, text=True, timeout=60
    )


def test_production_does_not_start_without_a_secret():
    outcome = run("import archive.wsgi")
    assert outcome.returncode == 1
    assert "Set SECRET_KEY to a long random value" in outcome.stderr


def test_production_is_what_is_assumed():
    code = """if True:
        import json, archive.settings as s
        names = ("DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
                 "ALLOWED_HOSTS")
        print(json.dumps({n: getattr(s, n) for n in names}))"""
    assert json.loads(run(code, SECRET_KEY=KEY).stdout) == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "ALLOWED_HOSTS": [],
    }


def test_production_logs_lines_of_json():
    code = "import archive.wsgi, logging; logging.getLogger('archive').info('started', extra={'digest': 7})"
    line = json.loads(run(code, SECRET_KEY=KEY).stderr.splitlines()[-1])
    assert (line["levelname"], line["name"], line["message"], line["digest"]) == ("INFO", "archive", "started", 7)


def test_the_deployment_check_has_nothing_to_say():
    code = """if True:
        from django.core.management import call_command
        import django
        django.setup()
        call_command("check", deploy=True, fail_level="WARNING")"""
    outcome = run(
        code,
        SECRET_KEY="".join(chr(33 + n * 7 % 90) for n in range(80)),
        ALLOWED_HOSTS="archive.example",
        DJANGO_SETTINGS_MODULE="archive.settings",
    )
    assert (outcome.returncode, outcome.stderr) == (0, "")
