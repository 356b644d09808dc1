"""Additive: the event of a claim for compensation, and the party on whose account it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_the_ladder"),
    ]

    operations = [
        migrations.AddField(
            model_name="compensationclaim",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.incident",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="compensationclaim",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.party",
                verbose_name="on whose account",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompensationclaim",
            name="incident",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="casework.incident",
                verbose_name="event",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompensationclaim",
            name="party",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="casework.party",
                verbose_name="on whose account",
            ),
        ),
    ]
