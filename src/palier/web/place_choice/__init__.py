"""Choosing a place in a form: a known place, an address, or a new spot. Works without script, faster with it."""
