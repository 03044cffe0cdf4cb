"""How passwords are stored."""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, BasePasswordHasher, make_password

from quizzes.engine.slips import ALGORITHM, is_slip_password, nonce_of


class LeanArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with OWASP's first parameters: 19 MiB, two rounds, one thread.

    Django's take 100 MiB and eight threads for each log-in: a class that logs in together would
    need gigabytes. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class SlipPasswordHasher(BasePasswordHasher):
    """One-time passwords of slips, "slip$<nonce>": worked out from SECRET_KEY and the nonce.

    Nothing readable is stored, slips can be printed again until the first log-in, and a class list
    of thousands needs no slow hashing. Never the preferred hasher: the log-in stores another.
    """

    algorithm = ALGORITHM

    def encode(self, password: str, salt: str) -> str:
        """Refuse: the password follows from the nonce, not the other way."""
        raise NotImplementedError(
            "the password of a slip is not chosen: see `quizzes/engine/slips.py`"
        )

    def decode(self, encoded: str) -> dict[str, Any]:
        """Return the parts of what is stored."""
        return {"algorithm": ALGORITHM, "salt": nonce_of(encoded)}

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether this is the password, under the secret of now or an earlier one."""
        nonce = self.decode(encoded)["salt"]
        known = [is_slip_password(secret, nonce, password) for secret in _secrets()]
        if not any(known):
            # As slow as for other accounts, so that the time does not tell which have a slip.
            make_password(password)
        return any(known)

    def safe_summary(self, encoded: str) -> Any:
        """Return what may be shown of it."""
        return {"algorithm": self.algorithm}

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Do nothing: `verify` takes its time."""


def _secrets() -> list[str]:
    return [str(each) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
