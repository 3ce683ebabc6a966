"""Every sealed note has its group."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0008_fill_drawer_of_a_group")]

    operations = [
        migrations.AlterField(
            model_name="sealednote",
            name="group",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.group"),
        ),
    ]
