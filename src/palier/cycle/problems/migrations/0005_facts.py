"""The facts of a problem: moments, frequency, who is bothered, what was tried."""

import django.db.models.deletion
from django.db import migrations, models

import palier.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0004_gates"),
    ]

    operations = [
        migrations.AddField(
            model_name="problem",
            name="bothered",
            field=models.CharField(
                blank=True,
                choices=[
                    ("residents", "Habitants"),
                    ("elders", "Personnes âgées"),
                    ("pupils", "Élèves, familles"),
                    ("trade", "Commerçants, clients"),
                    ("patients", "Patients, soignants"),
                    ("travellers", "Voyageurs"),
                    ("passers", "Passants, usagers de la rue"),
                    ("agents", "Agents, gardiens, personnels"),
                ],
                max_length=12,
                verbose_name="qui est surtout gêné",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="bothered_number",
            field=models.CharField(
                blank=True,
                choices=[
                    ("few", "Moins de 5"),
                    ("some", "De 5 à 20"),
                    ("many", "De 20 à 100"),
                    ("crowd", "Plus de 100"),
                ],
                max_length=6,
                verbose_name="combien environ",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="frequency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("once", "Une seule fois"),
                    ("sometimes", "De temps en temps"),
                    ("weekly", "Chaque semaine"),
                    ("often", "Plusieurs fois par semaine"),
                    ("daily", "Presque tous les jours"),
                ],
                max_length=10,
                verbose_name="fréquence",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="moments",
            field=models.CharField(blank=True, max_length=14, verbose_name="moments"),
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=palier.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("presence", "Présence"),
                            ("control", "Contrôle, verbalisation"),
                            ("judicial", "Judiciaire"),
                            ("works", "Aménagement, technique"),
                            ("regulation", "Réglementaire (arrêté)"),
                            ("tenancy", "Gestion locative"),
                            ("mediation", "Médiation, prévention"),
                            ("communication", "Communication"),
                            ("study", "Étude, diagnostic"),
                        ],
                        max_length=15,
                        verbose_name="famille de réponse",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="ce qui a été tenté, et son effet")),
                ("written_at", models.DateTimeField(verbose_name="écrit le")),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="problems.problem"
                    ),
                ),
            ],
            options={
                "ordering": ("written_at", "id"),
            },
        ),
    ]
