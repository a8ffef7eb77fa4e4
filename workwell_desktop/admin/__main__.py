"""Runs workwell-admin as ``python -m workwell_desktop.admin``."""

import sys

from workwell_desktop.admin import main

sys.exit(main())
