"""The queue's task of the search."""

from __future__ import annotations

from asgiref.sync import sync_to_async
from procrastinate.contrib.django import app

from .tally import tally


@app.periodic(cron="* * * * *")
@app.task(name="tally_stories", queue="care", queueing_lock="tally_stories")
async def tally_stories(timestamp: int) -> None:
    """Each minute: count what was published since, for the search box."""
    await sync_to_async(tally)()
