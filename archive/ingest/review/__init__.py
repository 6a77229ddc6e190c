"""What an editor does: accept, correct, reject, add, split, join, rename, date, publish, withdraw, undo.

Every verb checks first, then writes in one transaction, and returns the ChangeSet that says what it changed. The
admin, the commands and later the API all call these. A verb that is not possible raises NotPossible with the reason.
"""

from .acts import NotPossible
from .facts import add, change, confirm, confirm_all, reassign, reject, reopen
from .naming import rename
from .publishing import last_change, publish, undo, withdraw
from .stories import YEARS, confirm_boundary, join, rename_story, set_date, set_title, split

__all__ = [
    "YEARS",
    "NotPossible",
    "add",
    "change",
    "confirm",
    "confirm_all",
    "confirm_boundary",
    "join",
    "last_change",
    "publish",
    "reassign",
    "reject",
    "rename",
    "rename_story",
    "reopen",
    "set_date",
    "set_title",
    "split",
    "undo",
    "withdraw",
]
