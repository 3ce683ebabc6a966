"""The notice centre: what one is told, what is about to leave, and how often mails come."""
