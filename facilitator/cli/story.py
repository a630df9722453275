"""`run.py story` prints a call's story; `run.py export` writes it and all tables to a folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from facilitator.cli.calls import call_of
from facilitator.cli.settings import open_machinery, stop
from facilitator.features.exports import write_all
from facilitator.features.story import as_html, as_markdown, story_of
from facilitator.models import Call

in_language = click.option(
    "--language", help="Language of the story; config.toml says the default."
)


@click.command
@click.argument("code")
@click.option(
    "--format", "kind", type=click.Choice(["html", "md"]), default="md", show_default=True
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write to.")
@in_language
def story(code: str, kind: str, out: Path | None, language: str | None) -> None:
    """Print the story of the call CODE, or write it to a file."""
    with _call(code, language) as (call, locale):
        told = story_of(call, locale)
        text = as_html(told) if kind == "html" else as_markdown(told)
    if out is None:
        click.echo(text, nl=False)
        return
    with _writing(out):
        out.write_text(text, encoding="utf-8", newline="")
    click.echo(f"Written: {out}")


@click.command
@click.argument("code")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for it."
)
@in_language
def export(code: str, out: Path, language: str | None) -> None:
    """Write the story of the call CODE (HTML and Markdown) and its tables (CSV) to a folder."""
    with _call(code, language) as (call, locale), _writing(out):
        for path in write_all(call, out, locale):
            click.echo(f"Written: {path}")


@contextmanager
def _call(code: str, language: str | None) -> Iterator[tuple[Call, str]]:
    parts = open_machinery()
    languages = list(parts.config.languages)
    if language and language not in languages:
        stop(f"There is no language “{language}”. Choose one of: {', '.join(languages)}.")
    with parts.app.app_context(), parts.database.reading() as db:
        yield call_of(db, code), language or languages[0]
    parts.database.close()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        stop(f"{path} cannot be written: {error.strerror}. Choose another place with --out.")
