"""Importing a sheet: look at what would change, then change it.

Between the two steps the sheet travels in the form itself, compressed and signed, so nothing of it
lies about on the server if the host goes away, and nobody can change what was looked at.
"""

import base64
import zlib

from flask import Blueprint, current_app, redirect, render_template, request
from itsdangerous import BadData, TimestampSigner

from facilitator.engine.errors import OrderError, RefusedError
from facilitator.engine.writer import Order
from facilitator.features.import_preview import Preview, preview
from facilitator.features.people_sheet import EXPECTED, read_sheet
from facilitator.i18n import gettext, sentences
from facilitator.machinery import machinery
from facilitator.models import Call
from facilitator.web.door import Page, as_host

pages = Blueprint("people_import", __name__)
IMPORT = "/calls/<int:call_id>/people/import"
KEPT_SECONDS = 3600
MOST_SHOWN = 200


@pages.get(IMPORT)
def ask_sheet(call_id: int) -> Page:
    """The form for a file."""
    with as_host(call_id) as (call, _host):
        return _ask(call)


@pages.post(IMPORT)
def show_preview(call_id: int) -> Page:
    """Say what a file would change, row by row; nothing is written yet."""
    with as_host(call_id) as (call, _host):
        file = request.files.get("file")
        if file is None or not file.filename:
            return _ask(call, gettext("Choose a file first.")), 422
        content = file.read()
        try:
            found = preview(call, read_sheet(content))
        except RefusedError as error:
            return _ask(call, str(error.sentence)), 422
        return render_template(
            "pages/import_preview.html",
            call=call,
            found=found,
            filename=file.filename,
            sheet=_seal(call_id, content),
            most=MOST_SHOWN,
        )


@pages.post(f"{IMPORT}/confirm")
def carry_out(call_id: int) -> Page:
    """Import the sheet that was looked at, compared afresh with the list as it is now."""
    with as_host(call_id) as (call, host):
        content = _unseal(call_id, request.form.get("sheet", ""))
        if content is None:
            return _ask(call, gettext("The preview is too old. Choose the file once more.")), 422
        found = preview(call, read_sheet(content))
    if not found.wanted:
        return redirect(f"/calls/{call_id}/people", 303)
    try:
        machinery().perform(Order("person.import", _args(found), host, call_id))
    except OrderError as error:
        with as_host(call_id) as (call, host):
            return _ask(call, " ".join(sentences(error).values())), 422
    return redirect(f"/calls/{call_id}/people", 303)


def _args(found: Preview) -> dict[str, object]:
    return {"rows": [row.model_dump() for row in found.wanted]}


def _ask(call: Call, error: str = "") -> str:
    return render_template("pages/import.html", call=call, error=error, expected=EXPECTED)


def _seal(call_id: int, content: bytes) -> str:
    return _signer(call_id).sign(base64.b64encode(zlib.compress(content, 9))).decode("ascii")


def _unseal(call_id: int, sealed: str) -> bytes | None:
    try:
        packed = _signer(call_id).unsign(sealed, max_age=KEPT_SECONDS)
    except BadData:
        return None
    return zlib.decompress(base64.b64decode(packed))


def _signer(call_id: int) -> TimestampSigner:
    return TimestampSigner(str(current_app.secret_key), salt=f"people-import/{call_id}")
