"""HTTP: pages, entering and joining, orders as form posts, exports.

A page is a list of page regions; what changes them is an order through the same door that the
socket uses, so every form works without JavaScript too.
"""

from flask import Flask
from flask_compress import Compress

from facilitator.i18n import Babel
from facilitator.machinery import Machinery
from facilitator.web import entry, home, live_pages, orders, people, setup, story, words
from facilitator.web.security import protect


def register_web(app: Flask, machinery: Machinery) -> None:
    """Add all pages to the application."""
    Babel(
        app,
        default_locale=machinery.config.languages[0],
        default_translation_directories=str(words.TRANSLATIONS),
        locale_selector=words.choose_locale,
    )
    # Better than zstd for files of this size, and as fast; scripts must stay within 45 kB.
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_ALGORITHM_STREAMING=["br"])
    app.config.update(COMPRESS_BR_LEVEL=5, COMPRESS_BR_MODE=1)
    Compress(app)
    protect(app, machinery.config)
    words.register(app, machinery)
    for part in (home, setup, entry, live_pages, orders, people, story):
        app.register_blueprint(part.pages)
