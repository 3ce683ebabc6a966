"""The human interface: one package per screen, no rule of its own."""
