"""The contents of a long page: its parts listed above it, each a link."""

import re

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

FEWEST = 5
# A part as `components/section.html` writes it: read back rather than told twice, so that none is forgotten.
_PART = re.compile(r'<section class="palier-section" id="([^"]+)">\s*<h2 class="[^"]+">(.*?)</h2>', re.S)


@register.simple_block_tag(end_name="endcontents")
def contents(content: str) -> SafeString:
    """The parts of a page (`section`), with links to them above when there are at least five. Works without script."""
    parts = [(anchor, mark_safe(title)) for anchor, title in _PART.findall(content)]  # noqa: S308 - read in our markup
    parts = parts if len(parts) >= FEWEST else []
    return render_to_string("components/contents.html", {"parts": parts, "content": content})
