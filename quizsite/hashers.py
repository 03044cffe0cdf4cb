"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LeanArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with OWASP's first parameters: 19 MiB, two rounds, one thread.

    Django's take 100 MiB and eight threads for each log-in: a class that logs in together would
    need gigabytes. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
