"""Pages reached by a mailed link: the address itself is the secret."""

from django.http import HttpResponse


def behind_link(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: it is neither stored nor told to the next page (decision 10).

    « no-referrer » would have browsers send « Origin: null », which the form's own safety check refuses.
    """
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
