"""Facilitator runs peer-learning calls beside any video tool. This module wires its parts."""

from datetime import timedelta

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from facilitator import features
from facilitator.config import ROOT, Config
from facilitator.engine.clock import Now
from facilitator.features.links import use_secret
from facilitator.machinery import build, read_secret
from facilitator.web import register_web

__all__ = ["create_app", "features"]
COOKIE_LIFETIME = timedelta(days=30)


def create_app(config: Config, now: Now | None = None) -> Flask:
    """Make the web application, its database migrated and ready; tests bring their own clock."""
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=ROOT / "static")
    secret = read_secret(config.database_path)
    use_secret(secret)
    app.config.update(
        FACILITATOR=config,
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME="facilitator",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=config.address.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=COOKIE_LIFETIME,
        # A page stays open for longer than an hour, and browsers are told to send no Referer.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=4 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        BABEL_DEFAULT_LOCALE=config.languages[0],
    )
    if config.trusted_proxies:
        hops = config.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    machinery = build(app, config, now)
    machinery.database.migrate()
    register_web(app, machinery)
    return app
