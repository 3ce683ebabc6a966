"""Shapes, distances, simplification. Pure functions on GeoJSON and shapely geometries; no table, no HTTP."""
