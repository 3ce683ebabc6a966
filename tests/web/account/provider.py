"""A small OpenID Connect provider on the loopback: discovery, authorization (PKCE), tokens, keys, signed user facts.

Conforms to OpenID Connect Core for the code flow. Signs with joserfc, while the product verifies with another
library. `wrong` holds the faults a test asks for.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "palier", "un-secret-partage"


class Provider(ThreadingHTTPServer):
    """The provider and the person it would recognise."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = RSAKey.generate_key(2048, {"kid": "premiere", "use": "sig", "alg": "RS256"}, private=True)
        self.person = {"sub": "sujet-1", "email": "bruno@example.org", "email_verified": True}
        self.acr = "eidas1"
        self.wrong: set[str] = set()
        self.facts_kind = "application/jwt"
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.key_reads = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def change_key(self, kid: str) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"}, private=True)

    def sign(self, claims: dict[str, Any]) -> str:
        key = self.key
        if "signature" in self.wrong:
            key = RSAKey.generate_key(2048, {"kid": key.kid}, private=True)
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, key)

    def authorize(self, address: str) -> str:
        """What the browser does at the provider: the person agrees; returns the address it is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        answer = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": self.issuer + "/authorize",
            "token_endpoint": self.issuer + "/token",
            "userinfo_endpoint": self.issuer + "/userinfo",
            "jwks_uri": self.issuer + "/jwks",
            "end_session_endpoint": self.issuer + "/logout",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "userinfo_signing_alg_values_supported": ["RS256"],
        }

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or form.get("client_secret") != CLIENT_SECRET
            or form.get("redirect_uri") != asked["redirect_uri"]
            or challenge.rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        self.tokens.add(access)
        claims = self.common() | {
            "nonce": "autre" if "nonce" in self.wrong else asked["nonce"],
            "exp": int(time.time()) + (-3600 if "expiry" in self.wrong else 300),
            "acr": self.acr,
        }
        return 200, {"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": self.sign(claims)}

    def facts(self) -> str:
        """The user facts, as ProConnect returns them: a signed token."""
        person = dict(self.person)
        if "subject" in self.wrong:
            person["sub"] = "un-autre"
        return self.sign(self.common() | person)

    def common(self) -> dict[str, Any]:
        audience = "un-autre-client" if "audience" in self.wrong else CLIENT_ID
        issuer = "https://ailleurs.example" if "issuer" in self.wrong else self.issuer
        return {"iss": issuer, "aud": audience, "sub": self.person["sub"], "iat": int(time.time())}


class Handler(BaseHTTPRequestHandler):
    """The four addresses that the service itself reads."""

    server: Provider

    def do_GET(self) -> None:
        provider = self.server
        if self.path == "/.well-known/openid-configuration":
            self.answer(200, provider.discovery())
        elif self.path == "/jwks":
            provider.key_reads += 1
            self.answer(200, {"keys": [provider.key.as_dict(private=False)]})
        elif self.path == "/userinfo" and self.headers.get("Authorization", "")[7:] in provider.tokens:
            self.send(200, provider.facts().encode(), provider.facts_kind)
        else:
            self.answer(401, {"error": "invalid_token"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        self.answer(*self.server.token(form))

    def answer(self, status: int, body: dict[str, Any]) -> None:
        self.send(status, json.dumps(body).encode(), "application/json")

    def send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Silent."""
