"""Information pages with editable text: legal notice, data protection, accessibility declaration."""
