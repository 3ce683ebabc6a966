"""Screens of the commitment links: the page behind a link, and how those who lead send and revoke them."""
