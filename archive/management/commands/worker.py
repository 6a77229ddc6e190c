"""manage.py worker: does the queue's work until it is told to stop."""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from archive.ingest import jobs


class Command(BaseCommand):
    help = "Reads and understands the digests that wait in the queue. Jobs of a worker that was killed are run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="jobs at the same time (default 2)")
        parser.add_argument("--once", action="store_true", help="stop when the queue is empty")
        parser.add_argument(
            "--alone", action="store_true", help="no other worker runs: whatever was under way is run again at once"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        asyncio.run(self._work(options["concurrency"], wait=not options["once"], alone=options["alone"]))

    async def _work(self, concurrency: int, *, wait: bool, alone: bool) -> None:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            async with app.open_async():
                await jobs.retry_stalled(0 if alone else jobs.STALLED_AFTER)
                await app.run_worker_async(concurrency=concurrency, wait=wait, shutdown_graceful_timeout=20)
