"""Reading what the provider signs: its description, its keys (cached), its tokens."""

import hashlib
from collections.abc import Callable
from typing import Any

import jwt
from django.core.cache import cache

# Asymmetric algorithms only: no "none", and no secret shared with a client.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
CACHED_SECONDS = 3600
REFRESH_SECONDS = 60
LEEWAY_SECONDS = 60
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
Fetch = Callable[[str], dict[str, Any]]


class Untrusted(Exception):
    """What the provider sent cannot be believed; the message goes to the log, never to the person."""


def describe(issuer: str, *, fetch: Fetch) -> dict[str, Any]:
    """The provider's own description (discovery), which must name the issuer that was configured."""
    found = _cached(f"{issuer}/.well-known/openid-configuration", fetch)
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise Untrusted("the discovery document names another issuer")
    if missing := [name for name in ENDPOINTS if not str(found.get(name, "")).startswith(("https://", "http://"))]:
        raise Untrusted(f"the discovery document lacks {', '.join(missing)}")
    return found


def read_token(
    token: str, *, description: dict[str, Any], audience: str, fetch: Fetch, required: tuple[str, ...]
) -> dict[str, Any]:
    """The claims of a token signed by the provider for us; `Untrusted` otherwise."""
    try:
        key = _key_for(token, description["jwks_uri"], fetch)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=ALGORITHMS,
            audience=audience,
            issuer=description["issuer"],
            leeway=LEEWAY_SECONDS,
            options={"require": list(required)},
        )
    except (jwt.PyJWTError, KeyError, ValueError) as error:
        raise Untrusted(f"token refused: {type(error).__name__}") from error
    audiences = claims["aud"]
    if isinstance(audiences, list) and len(audiences) > 1 and claims.get("azp") != audience:
        raise Untrusted("token made for another party")
    return claims


def _key_for(token: str, keys_url: str, fetch: Fetch) -> jwt.PyJWK:
    kid = jwt.get_unverified_header(token).get("kid")
    found = _pick(_cached(keys_url, fetch), kid)
    if found is None and cache.add(_name(keys_url) + ":fresh", value=True, timeout=REFRESH_SECONDS):
        # The provider may have changed its keys: read them again, at most once a minute.
        cache.delete(_name(keys_url))
        found = _pick(_cached(keys_url, fetch), kid)
    if found is None:
        raise Untrusted("token signed by an unknown key")
    return found


def _pick(published: dict[str, Any], kid: str | None) -> jwt.PyJWK | None:
    keys = [key for key in jwt.PyJWKSet.from_dict(published).keys if key.public_key_use in (None, "sig")]
    if kid is None:
        return keys[0] if len(keys) == 1 else None
    return next((key for key in keys if key.key_id == kid), None)


def _cached(address: str, fetch: Fetch) -> dict[str, Any]:
    found: dict[str, Any] | None = cache.get(_name(address))
    if found is None:
        found = fetch(address)
        cache.set(_name(address), found, CACHED_SECONDS)
    return found


def _name(address: str) -> str:
    return "palier:openid:" + hashlib.sha256(address.encode()).hexdigest()
