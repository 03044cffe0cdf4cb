from django.db import migrations, models


def rename_everybody(apps, schema_editor):
    apps.get_model("quizzes", "User").objects.update(name="Nobody")
    user = apps.get_model("quizzes", "User").objects.first()
    apps.get_model("broken", "Thing").objects.create(user=user)


def fail(apps, schema_editor):
    raise RuntimeError("half way through")


class Migration(migrations.Migration):
    dependencies = [("broken", "0001_initial")]
    operations = [
        migrations.RunPython(rename_everybody),
        # PostgreSQL alters no table whose foreign keys are still to be checked.
        migrations.AddField("Thing", "name", models.CharField(max_length=9, default="")),
        migrations.RunPython(fail),
    ]
