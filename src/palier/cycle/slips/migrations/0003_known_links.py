"""The links of before have their marks."""

from hashlib import sha256

from django.db import migrations


def mark_known_links(apps, schema_editor):
    """Links of before were sent to the address their contact still has, and ended by hand."""
    rows = apps.get_model("slips", "Slip")._base_manager
    for pk, address in rows.values_list("pk", "contact__email"):
        rows.filter(pk=pk).update(address_print=sha256(f"{pk}:{address.lower()}".encode()).hexdigest())
    rows.filter(revoked_at__isnull=False).update(ending="revoked")


class Migration(migrations.Migration):
    dependencies = [("partners", "0011_contact_is_head"), ("slips", "0002_address_and_ending")]

    operations = [migrations.RunPython(mark_known_links, migrations.RunPython.noop)]
