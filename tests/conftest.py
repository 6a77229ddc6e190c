"""What every test shares: a PostgreSQL of its own, and the queue's work done on demand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from archive import database
from archive.ingest.reference import load_reference

hypothesis_settings.register_profile("unhurried", deadline=None)  # no test fails on a clock
hypothesis_settings.load_profile("unhurried")


def pytest_configure(config: pytest.Config) -> None:
    """One forgetful PostgreSQL a run; the workers of a parallel run find it in their environment."""
    if not hasattr(config, "workerinput"):
        server = database.temporary_database()
        os.environ["DATABASE_URL"] = server.__enter__()
        config.add_cleanup(lambda: server.__exit__(None, None, None))
    settings.DATABASES["default"].update(database.django_settings(settings.DATA_DIR, pooled=False))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What starts servers goes first: it waits more than it works, and the other workers go on meanwhile."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes get no name of their own: a zip holds the time it was made, and parallel workers must agree on names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _english() -> None:
    """Every test begins in English, whatever a page that was asked for in another language left behind."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def reference(db: None) -> None:
    """Countries, newspapers and topics, as every archive has them."""
    load_reference()


@pytest.fixture
def empty_queue(transactional_db: None) -> Iterator[None]:
    """The queue's tables without what other tests committed; Django's flush knows nothing of them."""
    _empty_queue()
    yield
    _empty_queue()


def _empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_events, procrastinate_workers CASCADE")


@pytest.fixture
def run_jobs() -> Callable[[], None]:
    """Do what waits in the queue, with the real tasks, in the test's own transaction."""
    from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: PLC0415

    from archive.ingest import jobs  # noqa: PLC0415

    def run() -> None:
        for job in ProcrastinateJob.objects.filter(task_name="parse_digest", status="todo").order_by("id"):
            jobs.parse_digest(**job.args)

    return run


@pytest.fixture
def editor(db: None) -> object:
    """A member of the Editors group."""
    from django.contrib.auth.models import User  # noqa: PLC0415

    from archive.desk.groups import EDITORS, make_groups  # noqa: PLC0415

    user = User.objects.create_user("editor", password="a long pass phrase", is_staff=True)
    user.groups.add(make_groups()[EDITORS])
    return user


@pytest.fixture
def editor_client(client: Client, editor: object) -> Client:
    """A client signed in as an editor."""
    client.force_login(editor)  # type: ignore[arg-type]
    return client


@pytest.fixture
def chief_client(client: Client, db: None) -> Client:
    """A client signed in as a chief editor."""
    from django.contrib.auth.models import User  # noqa: PLC0415

    from archive.desk.groups import CHIEFS, make_groups  # noqa: PLC0415

    user = User.objects.create_user("chief", is_staff=True)
    user.groups.add(make_groups()[CHIEFS])
    client.force_login(user)
    return client
