"""A link that was ended says why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("slips", "0003_known_links")]

    operations = [
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ending", ""), ("revoked_at__isnull", True)),
                    models.Q(("revoked_at__isnull", False), models.Q(("ending", ""), _negated=True)),
                    _connector="OR",
                ),
                name="ended_slip_says_why",
            ),
        ),
    ]
