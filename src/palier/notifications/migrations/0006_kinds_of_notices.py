"""Who an engagement is given to is told so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_no_report_news"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "Suite d’un signalement"),
                    ("asked", "Engagement proposé"),
                    ("decided", "Engagement pris en réunion"),
                    ("assigned", "Engagement qui vous est confié"),
                    ("answered", "Réponse à un engagement"),
                    ("dated", "Échéance ou attente"),
                    ("coming", "Échéance proche"),
                    ("late", "Engagement en retard"),
                    ("silent", "Engagement sans réponse"),
                    ("closure_asked", "Clôture demandée"),
                    ("closure_declined", "Clôture refusée"),
                ],
                max_length=20,
                verbose_name="nature",
            ),
        ),
    ]
