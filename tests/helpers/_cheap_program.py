"""The command line with a cheap key derivation: a test's only way, since no option or variable lowers the floor."""

from __future__ import annotations

import sys

from desktop.storage import secrets

secrets.FLOOR = secrets.KeyDerivation(operations=1, memory=8192)

from desktop.__main__ import main  # noqa: E402 - the floor comes first

sys.exit(main())
