"""The files that docs/hosting.md hands out: the programs that will read them find no fault."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.config import PREFIX, ROOT, Config

FILES = ROOT / "docs" / "hosting"
UNIT = (FILES / "facilitator.service").read_text(encoding="utf-8")
SITE = (FILES / "nginx.conf").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")


def _needs(program: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if found is None and os.environ.get("CI") == "true" and program == "nginx":
        pytest.fail("nginx is not installed: apt install nginx-light")
    return found or pytest.skip(f"{program} is not installed")


def _certificate(folder: Path) -> tuple[Path, Path]:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    request = f"req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -keyout {key}"
    subprocess.run(
        [_needs("openssl"), *request.split(), "-out", certificate], check=True, capture_output=True
    )
    return key, certificate


def _wrapped(folder: Path) -> Path:
    """A whole nginx.conf around the site file, with all that it writes inside the folder."""
    key, certificate = _certificate(folder)
    site = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", SITE)
    site = re.sub(r"ssl_certificate  .*;", f"ssl_certificate {certificate};", site)
    site = re.sub(r"listen (\[::\]:)?(80|443)\b", r"listen \g<1>18\2", site)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\ntypes {{ text/css css; }}\n{temporary}include {folder}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    return whole


def test_nginx_takes_the_site_file(tmp_path: Path) -> None:
    nginx = _needs("nginx")
    tried = subprocess.run(
        [nginx, "-t", "-q", "-e", tmp_path / "error.log", "-c", _wrapped(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (tried.returncode, re.findall(r"\[(?:emerg|error|alert)\].*", tried.stderr)) == (0, [])


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    program = _needs("systemd-analyze")
    unit = tmp_path / "facilitator.service"
    unit.write_text(UNIT.replace("/srv/facilitator/.venv/bin/python", sys.executable))
    tried = subprocess.run([program, "verify", unit], capture_output=True, text=True, check=False)
    told = [line for line in tried.stderr.splitlines() if "facilitator" in line]
    assert (tried.returncode, told) == (0, [])


def test_unit_sets_only_settings_that_there_are() -> None:
    names = re.findall(rf"^Environment={PREFIX}(\w+)=", UNIT, re.MULTILINE)
    assert names == ["DATABASE", "PUBLIC_URL", "TRUSTED_PROXIES"]
    assert {name.lower() for name in names} <= set(Config.model_fields)


def test_site_hands_the_socket_on_at_the_port_we_listen_on() -> None:
    port = Config.model_fields["port"].default
    assert re.findall(r"server (127\.0\.0\.1:\d+);", SITE) == [f"127.0.0.1:{port}"]
    place = SITE[SITE.index("location /socket.io/") :]
    for line in ("Upgrade $http_upgrade", "Connection $facilitator_connection"):
        assert f"proxy_set_header {line};" in place[: place.index("}")]


def test_guide_names_files_that_are_there() -> None:
    named = set(re.findall(r"\]\((?!https?:)([^)#]+)\)", GUIDE))
    assert [name for name in sorted(named) if not (ROOT / "docs" / name).exists()] == []
