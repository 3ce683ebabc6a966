"""Signing in through an OpenID Connect provider (ProConnect): PKCE, nonce, level of assurance, signed user facts.

The provider proves an address; it never creates an account, and matches an invited one by verified address only.
"""
