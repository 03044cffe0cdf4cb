from django.db import migrations

from quizzes.engine.publishing import searched


def fill(apps, schema_editor):
    """Make what a search looks in, for the versions of before there was one."""
    versions = apps.get_model("quizzes", "QuestionVersion").objects.using(
        schema_editor.connection.alias
    )
    for version in versions.filter(searched="").order_by("pk").iterator():
        text = searched(version.stem, version.spec, version.explanation, version.hints)
        versions.filter(pk=version.pk).update(searched=text)


class Migration(migrations.Migration):
    dependencies = [
        ('quizzes', '0007_authoring'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
