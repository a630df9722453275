"""What protects people from each other, tried by somebody who means harm."""

import re

import pytest
from werkzeug.test import TestResponse

from facilitator.web.orders import back_or
from tests.cast import HOST, Cast
from tests.web.browser_of import Browser, link
from tests.web.visitor import organiser

ADDRESSES = (
    "/",
    "/join",
    "/join/NOPE",
    "/enter/nothing",
    "/organiser",
    "/calls/new",
    "/calls/1/host",
    "/calls/1/wall",
    "/calls/1/participant",
    "/calls/1/participant/who",
    "/calls/1/setup",
    "/calls/1/people",
    "/calls/1/story",
    "/calls/1/story.md",
    "/calls/1/exports/insights.csv",
    "/calls/99/host",
    "/calls/1/nobody",
    "/nothing/here",
)
ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nSet-Cookie: a=b",
    " //evil.example",
    "/%0d%0aSet-Cookie:a=b",
    "evil.example",
    "",
)


def _policy(response: TestResponse) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(one.split(" ", 1) for one in parts)


@pytest.mark.parametrize("as_host", [True, False])
def test_every_answer_is_guarded(cast: Cast, as_host: bool) -> None:  # noqa: FBT001
    client = organiser(cast).client if as_host else cast.app.test_client()
    for address in ADDRESSES:
        response = client.get(address)
        assert response.status_code < 500, address
        policy = _policy(response)
        assert (policy["default-src"], policy["script-src"]) == ("'none'", "'self'")
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert policy["frame-ancestors"] == "'none'"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"


def test_pages_have_no_code_or_style_in_them(cast: Cast) -> None:
    client = organiser(cast).client
    for address in ADDRESSES:
        html = client.get(address).text
        assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html) == [], address
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=\"", html) == [], address


def test_cookie_is_for_this_site_and_no_script(cast: Cast) -> None:
    response = cast.app.test_client().get(link(cast, "host"))
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "a b",
        "x;script-src *",
        "<script>",
        "[::1",
        "x'y",
        "a,b",
        "",
        "\N{SNOWMAN}.example",
    ],
)
def test_nonsense_for_a_host_is_harmless(cast: Cast, host: str) -> None:
    headers = {"Host": host.encode().decode("latin-1")}
    response = cast.app.test_client().get("/join", headers=headers)
    assert response.status_code < 500
    assert _policy(response)["script-src"] == "'self'"
    assert "<script>" not in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config.toml",
        "/static/..%2fconfig.toml",
        "/static/%2e%2e/config.toml",
        "/static/....//config.toml",
        "/static//etc/passwd",
        "/static/%00",
        "/static/..\\config.toml",
    ],
)
def test_files_outside_static_are_not_served(cast: Cast, path: str) -> None:
    response = cast.app.test_client().get(path, follow_redirects=True)
    assert response.status_code in {400, 404}


@pytest.mark.parametrize("back", ELSEWHERE)
def test_form_never_leads_to_another_site(cast: Cast, back: str) -> None:
    with cast.app.test_request_context("/", method="POST", data={"back": back}):
        assert back_or("/home") in {"/home", "/%0d%0aSet-Cookie:a=b"}
    browser = Browser(cast)
    browser.get(link(cast, "host"))
    response = browser.client.post(
        "/language", data={"csrf_token": browser.token, "locale": "es", "back": back}
    )
    address = response.headers["Location"]
    assert response.status_code == 303
    assert address.startswith("/")
    assert not address.startswith(("//", "/\\"))
    assert [name for name, _ in response.headers if name.lower() == "a"] == []


def test_form_without_its_token_is_refused_with_a_sentence(cast: Cast) -> None:
    browser = Browser(cast)
    browser.get(link(cast, "host"))
    orders = f"/calls/{cast.call_id}/host/orders/call.announce"
    for token in ("", "x", "a.b.c"):
        response = browser.client.post(orders, data={"text": "Hi", "csrf_token": token})
        assert response.status_code == 400
        assert "Nothing was changed." in response.text
    assert cast.call().version == 1


def test_every_form_address_asks_for_the_token(cast: Cast) -> None:
    client = organiser(cast).client
    for rule in cast.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint != "static":
            address = re.sub(r"<[^>]*role>", "participant", rule.rule)
            address = re.sub(r"<[^>]*>", "1", address)
            assert client.post(address, data={}).status_code == 400, address


def test_script_in_an_address_is_shown_harmless(cast: Cast) -> None:
    client = organiser(cast).client
    for address in ("/join/<script>alert(1)</script>", "/calls/1/<script>", "/?q=<script>alert(1)"):
        assert "<script>alert" not in client.get(address).text


def test_tables_open_no_formula(cast: Cast) -> None:
    cast.host("person.add", name="=cmd|' /C calc'!A0", city="+1", country="PT")
    client = organiser(cast).client
    for table in ("attendance", "assignments", "insights"):
        text = client.get(f"/calls/{cast.call_id}/exports/{table}.csv").text
        assert [one for one in re.split(r"[,\n]", text) if one.startswith(("=", "+", "@"))] == []


def test_revoked_link_opens_no_page_and_gives_no_order(cast: Cast) -> None:
    browser = Browser(cast)
    browser.get(link(cast, "host"))
    orders = f"/calls/{cast.call_id}/host/orders/call.announce"
    cast.perform(HOST, "link.renew", role="host")
    assert browser.get(f"/calls/{cast.call_id}/host").status_code == 403
    assert browser.post(orders, text="Still here").status_code == 403
    assert cast.call().version == 2
