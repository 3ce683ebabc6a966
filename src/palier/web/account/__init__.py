"""Signing in and one's own account: login, second factor, invitations, sessions, personal data, OpenID Connect."""
