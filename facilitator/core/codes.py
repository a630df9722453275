"""Join codes: short, easy to read aloud, hard to mistake.

A code is a pronounceable word of four letters and two digits, such as `CAFE-72`. Letters and digits
that sound or look alike (B/P, D/T, M/N, I/1, O/0) never both occur.
"""

import re
import secrets

CONSONANTS = "CDFGHJKLMPRSVWZ"
VOWELS = "AEIU"
DIGITS = "2346789"
LETTERS = 4


def new_code() -> str:
    """A random join code like `LAFU-38`: 176,400 of them, so joining is rate-limited as well."""
    letters = "".join(secrets.choice(kind) for kind in (CONSONANTS, VOWELS, CONSONANTS, VOWELS))
    return f"{letters}-{secrets.choice(DIGITS)}{secrets.choice(DIGITS)}"


def read_code(typed: str) -> str:
    """What somebody typed as a code in its written form: `lafu 38` and `LAFU38` are `LAFU-38`."""
    plain = re.sub(r"[^A-Z0-9]", "", typed.upper())
    word, digits = plain[:LETTERS], plain[LETTERS:]
    return f"{word}-{digits}" if digits else word
