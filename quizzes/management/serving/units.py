"""Units of systemd: all in one, or web server and worker each by itself."""

from dataclasses import dataclass
from pathlib import PurePath

UNIT = """\
# /etc/systemd/system/{name}.service
[Unit]
Description={description}
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
Type=exec
User={user}
WorkingDirectory={directory}
# Lines as in DATABASE_URL=postgres://…, readable by this user alone.
EnvironmentFile={environment}
ExecStart={directory}/.venv/bin/python manage.py {command}
{reload}# Requests and steps that have begun are finished.
KillMode=mixed
TimeoutStopSec=60
Restart=on-failure
RestartSec=2
# What is written, the database of SQLite above all, is for this user alone.
UMask=0077
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=full
ProtectKernelTunables=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes

[Install]
WantedBy=multi-user.target
"""
RELOAD = (
    "# After an upgrade: new code without a request refused.\nExecReload=/bin/kill -HUP $MAINPID\n"
)


@dataclass(frozen=True)
class Place:
    """Where the installation is, and who runs it."""

    user: str
    directory: PurePath
    environment: PurePath
    bind: str


def unit(part: str, place: Place) -> str:
    """Return the unit of a part: "all", "web" or "worker"."""
    name, description, command = {
        "all": ("quizsite", "Quizsite", f"serve --bind {place.bind}"),
        "web": ("quizsite-web", "Quizsite's pages", f"serve --bind {place.bind} --no-worker"),
        "worker": ("quizsite-worker", "Quizsite's mail, jobs and clock", "work"),
    }[part]
    return UNIT.format(
        name=name,
        description=description,
        command=command,
        reload="" if part == "worker" else RELOAD,
        user=place.user,
        directory=place.directory,
        environment=place.environment,
    )
