"""The invented people of the demo, and what they write."""

import csv
import random
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PEOPLE_FILE = HERE / "people.csv"
WORDS_FILE = HERE / "insights.toml"


@dataclass(frozen=True)
class Invented:
    """A person of `people.csv`; `line` is the line that an import needs for them."""

    name: str
    city: str
    country: str
    world_region: str
    languages: tuple[str, ...]
    roles: frozenset[str]
    line: str

    @property
    def place(self) -> tuple[str, str]:
        """What makes two people's places the same."""
        return self.city, self.country

    @property
    def locale(self) -> str:
        """The language in which they read their pages."""
        return "es" if self.languages[:1] == ("es",) else "en"


def choose_people(count: int) -> list[Invented]:
    """So many of the invented people, spread evenly over the list: all kinds stay in it."""
    lines = PEOPLE_FILE.read_text("utf-8").splitlines()
    everybody = [
        _person(row, line) for row, line in zip(csv.DictReader(lines), lines[1:], strict=True)
    ]
    wanted = min(count, len(everybody))
    return [everybody[index * len(everybody) // wanted] for index in range(wanted)]


def write_list(people: list[Invented], file: Path) -> None:
    """Write the people as the CSV that the import reads."""
    head = PEOPLE_FILE.read_text("utf-8").splitlines()[0]
    file.write_text("\n".join([head, *(one.line for one in people)]) + "\n", "utf-8")


class Deck:
    """What note-takers have to say: each sentence once, and from then on with their city's name."""

    def __init__(self, chance: random.Random) -> None:
        words = tomllib.loads(WORDS_FILE.read_text("utf-8"))
        self._cards = {
            (number, locale): chance.sample(texts, len(texts))
            for number, by_locale in enumerate(words.values())
            for locale, texts in by_locale.items()
        }
        self._questions = len(words)
        self._drawn: Counter[tuple[int, str]] = Counter()

    def draw(self, question: int, who: Invented) -> str:
        """A sentence for a question (0 for the first of the page), in the writer's language."""
        kind = (question % self._questions, who.locale)
        cards = self._cards[kind]
        turn, index = divmod(self._drawn[kind], len(cards))
        self._drawn[kind] += 1
        return cards[index] if turn == 0 else f"{who.city}: {cards[index]}"


def _person(row: dict[str, str], line: str) -> Invented:
    return Invented(
        name=row["name"],
        city=row["city"],
        country=row["country"],
        world_region=row["world region"],
        languages=tuple(row["languages"].split(";")),
        roles=frozenset(row["roles"].split(";")) - {""},
        line=line,
    )
