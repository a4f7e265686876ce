"""Draws `europe.json` once, from Natural Earth (public domain), as the npm package world-atlas 2.0.2 (ISC) brings it.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python core/maps/draw_europe.py package/countries-50m.json

Projection: Lambert azimuthal, equal areas, around 52° N 10° E, as European statistics use it (EPSG:3035, on a sphere):
a country is as large on the map as on the ground. Places are whole units of a drawing 1 000 wide; rings too small to
be seen are left out. What is no country of the network's surroundings is one grey shape, "".
"""

from __future__ import annotations

import json
import sys
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

RADIUS = 6371.0
CENTRE = radians(10.0), radians(52.0)
WEST, EAST, SOUTH, NORTH = -2420.0, 2340.0, -2120.0, 2260.0  # km from the centre
WIDTH = 1000
SCALE = WIDTH / (EAST - WEST)
HEIGHT = round((NORTH - SOUTH) * SCALE)
EDGE = 10
LABELS: dict[str, tuple[int, int]] = {"NO": (500, 320)}  # where the centre of gravity lies on a border
LEAST_AREA = 14.0  # square units; of a country the largest ring stays, however small
# ISO 3166: the number that Natural Earth has, and the two letters. Kosovo has none: it is drawn with the others.
COUNTRIES = {
    "040": "AT", "056": "BE", "100": "BG", "191": "HR", "196": "CY", "203": "CZ", "208": "DK", "233": "EE", "246": "FI",
    "250": "FR", "276": "DE", "300": "GR", "348": "HU", "352": "IS", "372": "IE", "380": "IT", "428": "LV", "440": "LT",
    "442": "LU", "470": "MT", "499": "ME", "528": "NL", "807": "MK", "578": "NO", "616": "PL", "620": "PT", "642": "RO",
    "688": "RS", "703": "SK", "705": "SI", "724": "ES", "752": "SE", "756": "CH", "792": "TR", "826": "GB", "008": "AL",
    "070": "BA",
}  # fmt: skip
Ring = list[tuple[int, int]]


def projected(longitude: float, latitude: float) -> tuple[float, float] | None:
    """Kilometres east and north of the centre; None on the far side of the globe."""
    east, north = radians(longitude) - CENTRE[0], radians(latitude)
    cosine = sin(CENTRE[1]) * sin(north) + cos(CENTRE[1]) * cos(north) * cos(east)
    if cosine < 0:
        return None
    stretch = RADIUS * sqrt(2 / (1 + cosine))
    return (
        stretch * cos(north) * sin(east),
        stretch * (cos(CENTRE[1]) * sin(north) - sin(CENTRE[1]) * cos(north) * cos(east)),
    )


def arcs_of(atlas: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """TopoJSON keeps each border once, as steps from point to point."""
    (scale_x, scale_y), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for steps in atlas["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(arc)
    return arcs


def ring_of(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> Ring | None:
    """One outline on the drawing; None where it lies outside, or partly on the far side."""
    places: Ring = []
    for number in numbers:
        for longitude, latitude in arcs[number] if number >= 0 else reversed(arcs[~number]):
            at = projected(longitude, latitude)
            if at is None:
                return None
            # What lies beyond the edge is drawn along it: its form is never seen.
            place = within((at[0] - WEST) * SCALE, WIDTH), within((NORTH - at[1]) * SCALE, HEIGHT)
            if not places or places[-1] != place:
                places.append(place)
    outside = (
        all(x < 0 for x, _y in places) or all(x > WIDTH for x, _y in places)
        or all(y < 0 for _x, y in places) or all(y > HEIGHT for _x, y in places)
    )  # fmt: skip
    return None if outside or len(places) < 3 else straightened(places)


def within(at: float, most: int) -> int:
    return round(min(max(at, -EDGE), most + EDGE))


def straightened(places: Ring) -> Ring:
    """Without the points that lie on the way between their neighbours."""
    kept = places[:1]
    for before, here, after in zip(places, places[1:], places[2:], strict=False):
        bend = (here[0] - before[0]) * (after[1] - here[1]) - (here[1] - before[1]) * (after[0] - here[0])
        if bend:
            kept.append(here)
    return [*kept, places[-1]]


def area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def middle(ring: Ring) -> tuple[int, int]:
    """Where a label stands: the centre of gravity of the largest ring."""
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    whole = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs) * 3 or 1
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / whole
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / whole
    return round(x), round(y)


def path(ring: Ring) -> str:
    """Relative steps: a third shorter."""
    (x, y), words = ring[0], f"M{ring[0][0]} {ring[0][1]}l"
    steps = []
    for next_x, next_y in ring[1:]:
        steps.append(f"{next_x - x} {next_y - y}")
        x, y = next_x, next_y
    return words + " ".join(steps).replace(" -", "-") + "z"


def main() -> None:
    atlas = json.loads(Path(sys.argv[1]).read_text())
    arcs = arcs_of(atlas)
    shapes: dict[str, list[Ring]] = {"": []}
    for country in atlas["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        code = COUNTRIES.get(country.get("id", ""), "")
        rings = [ring for polygon in polygons for numbers in polygon if (ring := ring_of(numbers, arcs))]
        shapes.setdefault(code, []).extend(rings)
    drawn = {}
    for code, rings in sorted(shapes.items()):
        rings.sort(key=area, reverse=True)
        least = LEAST_AREA if code else 60
        kept = [ring for place, ring in enumerate(rings) if area(ring) >= least or (code and place == 0)]
        x, y = LABELS.get(code) or middle(kept[0])
        drawn[code] = {"path": "".join(map(path, kept)), "x": x, "y": y, "area": round(area(kept[0]))}
    whole = {"width": WIDTH, "height": HEIGHT, "countries": drawn}
    Path(__file__).with_name("europe.json").write_text(json.dumps(whole, separators=(",", ":"), sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
