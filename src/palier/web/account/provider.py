"""Where the authentication library looks for the providers of this application."""

from palier.web.account.openid.provider import OpenIDProvider

provider_classes = [OpenIDProvider]
