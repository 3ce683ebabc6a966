"""The component library: blocks that know nothing of the domain."""
