"""What others wrote lies here as `static/vendor/update` brought it: nothing more and unchanged."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "static" / "vendor" / "README.md").read_text("utf-8")
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| (?P<package>\S+) \| (?P<version>\S+) \| (?P<licence>\S+) \|"
    r" [\d,]+ \| `(?P<sha256>[0-9a-f]{64})` \|",
    re.MULTILINE,
)
ROWS = [match.groupdict() for match in ROW.finditer(TABLE)]
FOLDERS = ("static/vendor", "static/fonts", "tests/browser/vendor")
KINDS = {".js", ".woff2"}
ICONS = ROOT / "templates" / "parts" / "icons"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: Path(row["file"]).name)
def test_vendored_file_has_the_sum_in_the_table(row: dict[str, str]) -> None:
    content = (ROOT / row["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == row["sha256"]


def test_table_lists_every_vendored_file() -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).iterdir()
        if path.suffix in KINDS
    }
    assert {row["file"] for row in ROWS} == here


def test_table_names_the_versions_of_the_package_list() -> None:
    package_list = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert {row["package"]: row["version"] for row in ROWS} == {
        package: package_list[package] for package in {row["package"] for row in ROWS}
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: Path(row["file"]).name)
def test_vendored_file_has_its_licence_beside_it(row: dict[str, str]) -> None:
    path = ROOT / row["file"]
    licences = (path.with_name("LICENSE"), path.with_name(path.name.split(".min")[0] + ".LICENSE"))
    assert [licence for licence in licences if licence.is_file()] != []


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.name)
def test_icon_is_decoration_in_the_colour_of_its_words(path: Path) -> None:
    text = path.read_text("utf-8")
    opening = text.partition(">")[0]
    assert (opening.count('aria-hidden="true"'), opening.count('stroke="currentColor"')) == (1, 1)
    assert re.findall(r"\b(?:style|class|on\w+)=|<script|http", text) == []
