"""What protects people from each other: forgery tokens, rate limits, a strict content policy."""

from flask import Flask, Response, current_app, render_template, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, ValidationError

from facilitator.config import Config
from facilitator.engine.commands import LARGEST_NUMBER

limiter = Limiter(get_remote_address, storage_uri="memory://")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {socket}; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


STATIC = "/static/"


class PageSessions(SecureCookieSessionInterface):
    """The cookie lives on with each page that is opened; files of pages need not carry it along."""

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether an answer renews the cookie."""
        return not request.path.startswith(STATIC) and super().should_set_cookie(app, session)


class RowNumber(IntegerConverter):
    """A number in an address: one that no column could hold is nobody's, so there is no page."""

    def to_python(self, value: str) -> int:
        """The number; raises ValidationError, which leads to “nothing at this address”."""
        number: int = super().to_python(value)
        if number > LARGEST_NUMBER:
            raise ValidationError
        return number


def protect(app: Flask, config: Config) -> None:
    """Guard every page of the application."""
    app.session_interface = PageSessions()
    app.url_map.converters["int"] = RowNumber
    CSRFProtect(app)
    limiter.init_app(app)
    app.config["JOIN_LIMIT"] = config.join_limit
    app.after_request(_headers)
    app.register_error_handler(HTTPException, _explain)


def join_limit() -> str:
    """How often one address may try to join, as config.toml says."""
    return str(current_app.config["JOIN_LIMIT"])


def _headers(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.path.startswith(STATIC):
        response.headers.pop("Content-Disposition", None)
        return response
    scheme = "wss" if request.is_secure else "ws"
    policy = POLICY.format(socket=f"{scheme}://{request.host}")
    response.headers.setdefault("Content-Security-Policy", policy)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    response.headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _explain(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    forgery = isinstance(error, CSRFError)
    return render_template("pages/error.html", code=code, forgery=forgery), code
