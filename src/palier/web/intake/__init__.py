"""Taking over a tracker on screen: upload, preview, confirm."""
