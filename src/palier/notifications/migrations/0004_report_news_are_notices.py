"""The news of reports that waited become notices."""

from django.db import migrations


def carry(apps, schema_editor):
    news = apps.get_model("notifications", "ReportNews")._base_manager
    notices = apps.get_model("notifications", "Notice")._base_manager
    notices.bulk_create(
        notices.model(
            entry=row.entry, kind="report", recipient_id=row.recipient_id, report_id=row.report_id, state=row.state,
            created_at=row.created_at,
        )
        for row in news.all()
    )  # fmt: skip
    news.all().delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_notice")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
