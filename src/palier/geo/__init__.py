"""Shapes on the ground: reading and judging GeoJSON, measuring in metres. Pure functions, no table, no HTTP."""
