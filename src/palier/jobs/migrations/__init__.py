"""Migrations of the jobs floor."""
