"""Notices took the place of the news of reports."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_report_news_are_notices")]

    operations = [migrations.DeleteModel(name="ReportNews")]
