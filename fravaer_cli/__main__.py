"""The program's entrance: UTF-8 out, Norwegian errors, exit codes, and no pupil's data in a crash report."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and exit."""
    code = 130
    try:
        code = _run()
    except KeyboardInterrupt:
        _leave_quietly()
    if code == 130:
        _leave_quietly()
    sys.exit(code)


def _run() -> int:
    from fravaer_cli.cli import terminal  # noqa: PLC0415 - the streams are set up before anything can print

    terminal.utf8()
    try:
        from fravaer_cli.cli.app import app  # noqa: PLC0415

        app(prog_name="fravaer")
    except SystemExit as done:
        return terminal.close(done.code)
    except BrokenPipeError:
        return terminal.close(0)
    except Exception as fault:  # whatever nobody foresaw
        from fravaer_cli.cli.faults import handle  # noqa: PLC0415

        return handle(fault)
    return terminal.close(0)


def _leave_quietly() -> None:
    """End at once with 130: nothing more is printed, and worker processes are not waited for."""
    os._exit(130)


if __name__ == "__main__":
    main()
