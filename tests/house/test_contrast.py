"""The colours of tokens.css can be read and told apart, in both themes, by everybody.

The file itself is read, so a colour changed there is measured here. Contrast is WCAG 2.2's ratio
(4.5 for text, 3 for shapes); OKLCH is converted by Björn Ottosson's matrices; how people with
colour blindness see is simulated by Machado, Oliveira and Fernandes (2009) at full severity.
"""

import math
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static" / "css" / "tokens.css"
THEMES = ["light", "dark"]
SURFACES = ["surface", "surface-raised", "surface-sunken"]
REGIONS = [f"region-{number}" for number in range(1, 9)]
TEXT = [
    *((ink, on) for ink in ["ink", "quiet", "accent", "warn", "alarm", "good"] for on in SURFACES),
    *(("ink", f"{tone}-soft") for tone in ["accent", "warn", "alarm"]),
    *(("quiet", f"{tone}-soft") for tone in ["accent", "warn", "alarm"]),
    *((f"{tone}-ink", tone) for tone in ["accent", "warn", "alarm"]),
    *((tone, f"{tone}-soft") for tone in ["accent", "warn", "alarm"]),
    ("accent-ink", "accent-strong"),
    ("surface", "ink"),
]
SHAPES = [(shape, on) for shape in ["line-strong", "accent", "focus", *REGIONS] for on in SURFACES]
SHAPES += [("accent", "line"), ("warn", "line"), ("alarm", "line")]
SIGHT = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
# In OKLab, where 0.02 is just noticed side by side: four times that is told apart at a glance.
TOLD_APART = 0.08
RED_TO_AMBER = range(10, 96)
VIVID = 0.07

Colour = tuple[float, float, float]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "on"), TEXT)
def test_text_contrasts_with_its_ground(theme: str, ink: str, on: str) -> None:
    assert _contrast(_srgb(ink, theme), _srgb(on, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "on"), SHAPES)
def test_shape_contrasts_with_its_ground(theme: str, shape: str, on: str) -> None:
    assert _contrast(_srgb(shape, theme), _srgb(on, theme)) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("sight", SIGHT)
def test_world_regions_are_told_apart(theme: str, sight: str) -> None:
    seen = {region: _oklab(_seen(_srgb(region, theme), sight)) for region in REGIONS}
    too_close = [
        (one, other)
        for one, other in combinations(REGIONS, 2)
        if math.dist(seen[one], seen[other]) < TOLD_APART
    ]
    assert too_close == []


@pytest.mark.parametrize("theme", THEMES)
def test_world_regions_leave_red_and_amber_to_help_and_time(theme: str) -> None:
    vivid = {region: _oklch(region, theme) for region in REGIONS}
    reddish = [
        region
        for region, (_, chroma, hue) in vivid.items()
        if chroma >= VIVID and round(hue) in RED_TO_AMBER
    ]
    assert reddish == []


@pytest.mark.parametrize("theme", THEMES)
def test_colours_can_be_shown_by_every_screen(theme: str) -> None:
    names = {name for pair in [*TEXT, *SHAPES] for name in pair}
    outside = [name for name in names if not all(-1e-3 <= v <= 1.001 for v in _srgb(name, theme))]
    assert outside == []


def _srgb(name: str, theme: str) -> Colour:
    """The token's colour as linear sRGB, each part 0 to 1 if a screen can show it."""
    lightness, chroma, hue = _oklch(name, theme)
    a = chroma * math.cos(math.radians(hue))
    b = chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _oklch(name: str, theme: str) -> Colour:
    value = _resolved(f"var(--{name})", theme)
    found = re.fullmatch(r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)", value)
    assert found, f"--{name} is {value!r}, not an oklch colour"
    lightness, chroma, hue = (float(number) for number in found.groups())
    return lightness, chroma, hue


def _resolved(value: str, theme: str) -> str:
    while not value.startswith("oklch"):
        if named := re.fullmatch(r"var\(--([\w-]+)\)", value):
            value = _declared()[named[1]]
        elif both := re.fullmatch(r"light-dark\((.+?\)), (.+)\)", value):
            value = both[1 + THEMES.index(theme)]
        else:
            pytest.fail(f"cannot read the colour {value!r}")
    return value


def _declared() -> dict[str, str]:
    """The custom properties of the first :root, which no media query has changed."""
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.DOTALL)
    first = css[css.index(":root {") : css.index("}", css.index(":root {"))]
    return {name: " ".join(value.split()) for name, value in _pairs(first)}


def _pairs(block: str) -> Iterator[tuple[str, str]]:
    for declaration in re.finditer(r"--([\w-]+):\s*([^;]+);", block):
        yield declaration[1], declaration[2]


def _contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other)
    )
    return (lighter + 0.05) / (darker + 0.05)


def _seen(colour: Colour, sight: str) -> Colour:
    red, green, blue = (min(1.0, max(0.0, _dot(row, colour))) for row in SIGHT[sight])
    return red, green, blue


def _dot(row: Colour, colour: Colour) -> float:
    return sum(weight * part for weight, part in zip(row, colour, strict=True))


def _oklab(colour: Colour) -> Colour:
    long, medium, short = (
        math.cbrt(_dot(row, colour))
        for row in (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        )
    )
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )
