from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("quizzes", "0002_hints_and_limits")]
    operations = [
        migrations.CreateModel(
            name="Thing",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("user", models.ForeignKey("quizzes.User", on_delete=models.CASCADE)),
            ],
        ),
    ]
