"""The story as a page and as files: who may have it, and when."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from facilitator.cli.story import export, story
from facilitator.core.roles import Role
from facilitator.features.access import grant
from facilitator.features.links import open_links
from tests.cast import Cast
from tests.telling import reading, run_through

STORIES = ("story", "story.md", "story.html")
TABLES = tuple(f"exports/{name}.csv" for name in ("insights", "attendance", "assignments"))


@pytest.fixture
def over(cast: Cast) -> Cast:
    """A call that has ended, with one person whose name must not be told."""
    cast.add("Ana Secreta", "Porto, PT, europe")
    run_through(cast, 1, 1, 1, 1, 1, 1)
    return cast


def test_host_has_everything_at_any_time(cast: Cast) -> None:
    client = _client(cast, Role.HOST)
    assert _statuses(cast, client) == [200] * 6


def test_organiser_has_everything_at_any_time(cast: Cast) -> None:
    client = cast.app.test_client()
    with client.session_transaction() as cookie:
        cookie["organiser"] = True
    assert _statuses(cast, client) == [200] * 6


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.NOTE_TAKER])
def test_people_wait_for_the_end_of_the_call(cast: Cast, role: Role) -> None:
    client = _client(cast, role)
    assert _statuses(cast, client) == [403] * 6
    assert "The story comes after the call" in client.get(_address(cast, "story")).text


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.NOTE_TAKER])
def test_people_have_the_story_but_no_table_after_the_call(over: Cast, role: Role) -> None:
    client = _client(over, role)
    assert _statuses(over, client) == [200, 200, 200, 403, 403, 403]
    assert ".csv" not in client.get(_address(over, "story")).text


def test_wall_and_strangers_have_nothing(over: Cast) -> None:
    assert _statuses(over, _client(over, Role.WALL)) == [403] * 6
    assert _statuses(over, over.app.test_client()) == [403] * 6


def test_link_to_another_call_opens_nothing(over: Cast) -> None:
    client = _client(over, Role.HOST)
    over.new_call()
    assert _statuses(over, client) == [403] * 6


def test_revoked_link_opens_nothing(over: Cast) -> None:
    client = _client(over, Role.PARTICIPANT)
    over.host("link.revoke", role="participant")
    assert _statuses(over, client) == [403] * 6


def test_unknown_call_or_table_is_not_found(cast: Cast) -> None:
    client = _client(cast, Role.HOST)
    assert client.get("/calls/999/story").status_code == 404
    assert client.get(_address(cast, "exports/people.csv")).status_code == 404


def test_files_are_downloads_of_their_kind(over: Cast) -> None:
    client = _client(over, Role.HOST)
    for what, kind in (
        ("story.md", "text/markdown"),
        ("story.html", "text/html"),
        ("exports/attendance.csv", "text/csv"),
    ):
        response = client.get(_address(over, what))
        name = what.split("/")[-1]
        assert response.mimetype == kind
        assert response.headers["Content-Disposition"] == (
            f'attachment; filename="{over.call().code}-{name}"'
        )


def test_page_names_nobody_without_consent(over: Cast) -> None:
    page = _client(over, Role.HOST).get(_address(over, "story")).text
    assert "Porto, Portugal" in page
    assert "Ana Secreta" not in page


def test_page_has_no_inline_style_or_script(over: Cast) -> None:
    page = _client(over, Role.HOST).get(_address(over, "story")).text
    assert "<style" not in page
    assert " style=" not in page


def test_language_can_be_asked_for(over: Cast) -> None:
    client = _client(over, Role.HOST)
    assert "Bienvenida" in client.get(_address(over, "story.md?language=es")).text
    assert "Bienvenida" in client.get(_address(over, "story?language=es")).text
    assert "Welcome" in client.get(_address(over, "story.md?language=xx")).text


def test_command_line_writes_the_same_story(
    over: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACILITATOR_DATABASE", str(over.parts.config.database_path))
    code = over.call().code
    expected = _client(over, Role.HOST).get(_address(over, "story.md")).text
    assert CliRunner().invoke(story, [code]).stdout == expected
    made = CliRunner().invoke(export, [code, "--out", str(tmp_path / "out")])
    assert made.exit_code == 0
    assert (tmp_path / "out" / "story.md").read_text("utf-8") == expected


def test_command_line_says_in_a_sentence_what_is_wrong(
    over: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACILITATOR_DATABASE", str(over.parts.config.database_path))
    for args in (
        ["NONE-00"],
        [over.call().code, "--language", "xx"],
        [over.call().code, "--out", "/proc/no/story.md"],
    ):
        result = CliRunner().invoke(story, args)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def _client(cast: Cast, role: Role) -> FlaskClient:
    """A browser that came by the call's link for a role."""
    client = cast.app.test_client()
    with reading(cast) as call, client.session_transaction() as cookie:
        grant(cookie, open_links(call)[role])
    return client


def _address(cast: Cast, what: str) -> str:
    return f"/calls/{cast.call_id}/{what}"


def _statuses(cast: Cast, client: FlaskClient) -> list[int]:
    return [client.get(_address(cast, what)).status_code for what in (*STORIES, *TABLES)]
