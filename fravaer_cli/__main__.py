"""The program's entrance: UTF-8 out, Norwegian errors, exit codes, and no pupil's data in a crash report."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and exit."""
    from fravaer_cli.cli import terminal  # noqa: PLC0415 - the streams are set up before anything can print

    terminal.utf8()
    try:
        from fravaer_cli.cli.app import app  # noqa: PLC0415

        app(prog_name="fravaer")
    except SystemExit as done:
        code = terminal.close(done.code)
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        code = terminal.close(0)
    except Exception as fault:  # whatever nobody foresaw
        from fravaer_cli.cli.faults import handle  # noqa: PLC0415

        code = handle(fault)
    else:
        code = terminal.close(0)
    if code == 130:
        terminal.silence()
    sys.exit(code) if code != 130 else os._exit(130)


if __name__ == "__main__":
    main()
