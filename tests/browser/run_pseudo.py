"""What run.py does, with the catalogue that lies beside the database. See pseudo.py."""

import os
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

import eventlet

eventlet.monkey_patch()

sys.path.insert(0, str(Path(__file__).parents[2]))

from facilitator.cli import main
from facilitator.web import words

words.TRANSLATIONS = Path(os.environ["FACILITATOR_DATABASE"]).parent / "translations"
main()
