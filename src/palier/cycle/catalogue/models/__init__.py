"""Tables of the catalogue. Dated and editable; a code is deprecated, never deleted.

But for what a group taught (`lessons`), nothing here is about a fact or a person: everybody reads it, hence no
protection.
"""

from palier.cycle.catalogue.models.answers import Answer, LegalReference
from palier.cycle.catalogue.models.cards import KnowledgeCard, WhyNotCard
from palier.cycle.catalogue.models.dated import Dated
from palier.cycle.catalogue.models.lessons import Lesson, Teaching
from palier.cycle.catalogue.models.nomenclature import Category, Family, GravityLevel

__all__ = [
    "Answer",
    "Category",
    "Dated",
    "Family",
    "GravityLevel",
    "KnowledgeCard",
    "LegalReference",
    "Lesson",
    "Teaching",
    "WhyNotCard",
]
