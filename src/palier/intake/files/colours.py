"""The colour of a cell, as a person would name it."""

import colorsys

_NEAR_GREY, _DARK, _WHITE = 0.13, 0.25, 0.97
_HUES = ((20, "rouge"), (50, "orange"), (66, "jaune"), (170, "vert"), (262, "bleu"), (330, "violet"), (361, "rouge"))


def colour_name(rgb: str) -> str:
    """The name of « FF92D050 » or « #92d050 »; nothing for white, black and what is not a colour."""
    plain = rgb.lstrip("#")[-6:]
    try:
        red, green, blue = (int(plain[place : place + 2], 16) / 255 for place in (0, 2, 4))
    except ValueError:
        return ""
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    spread = max(red, green, blue) - min(red, green, blue)
    if spread < _NEAR_GREY or saturation < _NEAR_GREY:
        return "gris" if _DARK < lightness < _WHITE else ""
    return next(name for limit, name in _HUES if hue * 360 < limit)
