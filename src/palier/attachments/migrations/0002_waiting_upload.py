"""Files of a form that came back with a question."""

from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("attachments", "0001_tables")]

    operations = [
        migrations.CreateModel(
            name="WaitingUpload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("user_id", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=120, verbose_name="nom")),
                ("content", models.BinaryField(verbose_name="contenu")),
                ("uploaded_at", models.DateTimeField(db_index=True, verbose_name="reçu le")),
            ],
            options={"ordering": ("uploaded_at", "id")},
        ),
    ]
