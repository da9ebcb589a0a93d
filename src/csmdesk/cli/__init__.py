"""The command line: one entry for window and commands, with exit codes that scripts can rely on.

0 done, 1 the user's problem (one sentence on stderr), 2 wrong usage, 3 our bug (where the log is).
"""

from __future__ import annotations

import gc
import io
import os
import pathlib
import sys
import traceback
from collections.abc import Sequence

from csmdesk.cli.parser import language_of, language_said, parser
from csmdesk.domain.errors import UserError
from csmdesk.domain.text import Language, Text

DONE, USERS_PROBLEM, WRONG_USAGE, OUR_BUG = 0, 1, 2, 3


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    language = language_of(arguments)
    arguments = _named_book(arguments)
    try:
        options = parser(language).parse_args(arguments)
        options.said_language = language_said(arguments)
    except SystemExit as leaving:
        return int(leaving.code or DONE)
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    try:
        code: int = options.run(options)
    except UserError as error:
        print(error.text.to(options.lang), file=sys.stderr)
        return USERS_PROBLEM
    except KeyboardInterrupt:
        print(Text("已取消。", "Cancelled.").to(options.lang), file=sys.stderr)
        return USERS_PROBLEM
    except BrokenPipeError:
        # The reader of our output went away (csmdesk metrics | head): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001  every other exception is a bug of ours, told in one way
        print(_report(error, options.lang), file=sys.stderr)
        return OUR_BUG
    return code


def _named_book(arguments: Sequence[str]) -> Sequence[str]:
    """What a double click on a book gives, its whole path alone, as the option that it stands for."""
    if len(arguments) == 1 and pathlib.Path(arguments[0]).is_absolute():
        return ["gui", "--book", arguments[0]]
    return arguments


def _report(error: Exception, language: Language) -> str:
    """Write where a bug happened to the log, without its values (they may be customers' data)."""
    from csmdesk.app.logs import kind_of, write_bug

    log = write_bug(error)
    if os.environ.get("CSMDESK_DEBUG"):
        traceback.print_exception(error)
    return (
        Text(
            "csmdesk 出错了（{kind}），这是程序的问题；客户书没有改动，详情在 {log}。",
            "csmdesk has a bug ({kind}); the book was not changed. Details are in {log}.",
        )
        .format(kind=kind_of(error), log=log)
        .to(language)
    )
