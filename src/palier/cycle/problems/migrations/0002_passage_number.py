"""Number the passages of a problem: two moves of one instant keep their order."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0001_tables")]

    operations = [
        migrations.AlterModelOptions(name="passage", options={"ordering": ("problem", "number")}),
        migrations.RemoveIndex(model_name="passage", name="passage_of_problem"),
        migrations.AddField("passage", "number", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddConstraint(
            "passage", models.UniqueConstraint(fields=("problem", "number"), name="one_passage_per_version")
        ),
    ]
