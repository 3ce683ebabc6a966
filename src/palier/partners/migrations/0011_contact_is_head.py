"""Who is told when an organisation keeps silent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0010_drawer_reasons"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="is_head",
            field=models.BooleanField(default=False, verbose_name="responsable de son organisation"),
        ),
    ]
