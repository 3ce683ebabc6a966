"""A category proposed from the words of a report: local, pure, never imposed.

`suggest` is the whole face of the package. What it knows comes from short invented reports and a lexicon written for
it (`knowledge/`); what a group corrected is added as weights of its own (`learning`).
"""

from palier.cycle.catalogue.suggestion.learning import Correction, Learned, learn
from palier.cycle.catalogue.suggestion.ranking import Suggestion, suggest

__all__ = ["Correction", "Learned", "Suggestion", "learn", "suggest"]
