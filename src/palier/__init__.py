"""Palier: open software for the groupes de partenariat opérationnel (GPO) of everyday security."""

__version__ = "0.1.0"
