"""`python -m palier` is the `palier` command."""

import sys

from palier.config.cli import main

if __name__ == "__main__":
    sys.exit(main())
