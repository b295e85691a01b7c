"""Draws every scene anew: `python -m tests.pictures`."""

from tests.pictures.keys import README, refreshed
from tests.pictures.scenes import FOLDER, SCENES, draw


def main() -> None:
    """Write the text of every scene, and the pictures and the table of keys that the README shows."""
    for scene in SCENES:
        text, svg = draw(scene)
        (FOLDER / f"{scene.name}.txt").write_text(text, encoding="utf-8")
        if scene.readme:
            (FOLDER / f"{scene.name}.svg").write_text(svg, encoding="utf-8")
        print(scene.name)
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
