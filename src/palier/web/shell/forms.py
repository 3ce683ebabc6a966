"""The one form base: DSFR markup by `{{ form }}`, errors linked to their fields, refusals told where they belong."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db import transaction
from dsfr.forms import DsfrBoundField

from palier.kernel.errors import NotGranted, Refused, Stale
from palier.web.shell.screening import Notice, Screening, record_justifications

Result = TypeVar("Result")

_FIELDSETS = {"radioselect", "checkboxselectmultiple", "levelselect"}


class PalierBoundField(DsfrBoundField):  # type: ignore[misc]  # untyped base
    """A field drawn by our templates: one for boxes, one for sets of choices, one for a tick box."""

    @property
    def template_name(self) -> str:
        """The template that draws this field."""
        own: str | None = self.field.template_name
        if own:
            return own
        if self.widget_type == "checkbox":
            return "forms/tick.html"
        return "forms/choices.html" if self.widget_type in _FIELDSETS else "forms/box.html"

    @property
    def group_class(self) -> str:
        """The DSFR block that holds the box: it differs for lists and files."""
        widget = self.field.widget
        if isinstance(widget, forms.Select):
            return "fr-select-group"
        return "fr-upload-group" if isinstance(widget, forms.FileInput) else "fr-input-group"

    @property
    def optional_mark(self) -> str:
        """« (facultatif) », unless the field is compulsory, or its own words say when it is."""
        return "" if self.field.required else getattr(self.field, "optional_mark", "(facultatif)")

    @property
    def level(self) -> Any:
        """The confidentiality level of what is typed here, when the form says it: its audience is shown."""
        return getattr(self.field, "level", None)

    @property
    def example(self) -> str:
        """An example of what to write, shown under the box."""
        return getattr(self.field, "example", "")

    @property
    def notice(self) -> Notice | None:
        """The passages about persons found in what was typed, to reword or to maintain."""
        return getattr(self.form, "notices", {}).get(self.name)

    @property
    def names_no_person(self) -> bool:
        """True when the rule about persons stands above the box."""
        return getattr(self.field, "names_no_person", False)


class PalierForm(Screening):
    """Every form of the product. It checks shape and screens texts; services check meaning; what was typed is kept."""

    template_name = "forms/form.html"
    bound_field_class = PalierBoundField
    error_css_class = "fr-error"
    # The title of the summary of errors.
    refusal_title = "Le formulaire n’a pas été enregistré"
    # True once a service answered that someone was faster: the page then offers « Recharger ».
    is_stale = False

    def get_context(self) -> dict[str, Any]:
        """What the form template needs; optional fields are marked, not compulsory ones."""
        context = forms.Form.get_context(self)
        context["DSFR_MARK_OPTIONAL_FIELDS"] = True
        return context

    def carry_out(self, service: Callable[..., Result], /, **kwargs: Any) -> Result | None:
        """Call the service and return its result; None when it refused, the form then saying why and where.

        What was maintained against the screening is recorded in the same transaction as the write.
        When the service itself returns nothing, ask `form.is_valid()` afterwards: a refusal makes it false.
        `NotGranted` passes through, to the 403 page.
        """
        try:
            if not self.justifications:
                return service(**kwargs)
            with transaction.atomic():
                result = service(**kwargs)
                record_justifications(self.justifications, result=result, arguments=kwargs)
            return result
        except NotGranted:
            raise
        except Refused as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, refusal.message)
        except Stale as stale:
            self.is_stale = True
            self.add_error(None, stale.message)
        return None

    @property
    def refusal(self) -> str:
        """Why the service refused, in one line: for a button without a form of its own."""
        return " ".join(message for messages in self.errors.values() for message in messages)

    @property
    def field_errors(self) -> list[tuple[PalierBoundField, str]]:
        """Each field in error with its first message, in the order of the page (for the summary)."""
        return [(self[name], messages[0]) for name, messages in self._ordered_errors()]

    def _ordered_errors(self) -> list[tuple[str, list[str]]]:
        return [(name, self.errors[name]) for name in self.fields if name in self.errors]
