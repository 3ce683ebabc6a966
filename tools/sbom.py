"""The software bill of materials, CycloneDX JSON, drawn from the lock and what is vendored: `make sbom`."""

import json
from importlib.metadata import PackageNotFoundError, metadata

from tools.locks import BUILD_ONLY, ROOT, Pin, read_lock
from tools.notices import licence_of, vendored

OUTPUT = ROOT / "dist" / "palier.cdx.json"


def bill() -> dict[str, object]:
    """The bill as data: this program, each locked package with its hashes, each vendored asset."""
    components = [_package(pin) for pin in read_lock("base") if pin.name not in BUILD_ONLY]
    components += [_asset(asset) for asset in vendored()]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "palier",
                "name": "palier",
                "version": _own_version(),
                "licenses": [{"license": {"id": "MPL-2.0"}}],
            }
        },
        "components": components,
        "dependencies": [{"ref": "palier", "dependsOn": [str(part["bom-ref"]) for part in components]}],
    }


def _package(pin: Pin) -> dict[str, object]:
    address = f"pkg:pypi/{pin.name}@{pin.version}"
    part: dict[str, object] = {
        "type": "library",
        "bom-ref": address,
        "name": pin.name,
        "version": pin.version,
        "purl": address,
        # The lock gives one hash per published file; a component's `hashes` speak of one file only.
        "properties": [{"name": "palier:sha256", "value": value} for value in pin.hashes],
    }
    if licence := licence_of(pin.name):
        part["licenses"] = [{"license": {"name": licence}}]
    return part


def _asset(asset: dict[str, str]) -> dict[str, object]:
    return {
        "type": "library",
        "bom-ref": f"vendored:{asset['name']}",
        "name": asset["name"],
        "version": asset["version"],
        "licenses": [{"license": {"name": asset["licence"]}}],
    }


def _own_version() -> str:
    try:
        return metadata("palier")["Version"]
    except PackageNotFoundError:
        return "0"


def main() -> None:
    """Write the bill."""
    OUTPUT.parent.mkdir(exist_ok=True)
    content = bill()
    OUTPUT.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{OUTPUT.relative_to(ROOT)} : {len(content['components'])} composants.")


if __name__ == "__main__":
    main()
