"""The demo's people. They are invented; so is everything they do."""

from dataclasses import dataclass

PASSWORD = "quizsite"  # noqa: S105 - the demo's, served to this machine only
CLASS_ZONE = "Europe/Berlin"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a login. `remark` says why one might want to look through their eyes."""

    username: str
    name: str
    remark: str = ""
    email: str = ""
    time_zone: str = CLASS_ZONE


@dataclass(frozen=True, slots=True)
class Student(Person):
    """A student: ability in logits, seconds spent on a question, share of the work done."""

    ability: float = 0.0
    pace: float = 50.0
    diligence: float = 0.9
    is_guessing: bool = False


TEACHER = Person("ines", "Ines Halvorsen", "teaches the class", "ines@example.org")
COLLEAGUE = Person(
    "jonas", "Jonas Weber", "a teacher with whom ines shares a quiz", "jonas@example.org"
)
ADMIN = Person("admin", "Site admin", "also sees /admin/")

IN_PROGRESS = Student(
    "amina", "Amina Benali", "a try in progress", "amina@example.org", ability=0.9, diligence=1.0
)
HANDS_IN_LATE = Student("bo", "Bo Lindqvist", "handed in late", ability=0.2, pace=40)
LATE_STEP = Student(
    "emre", "Emre Aydın", "an answer came after the end", ability=0.5, pace=160, diligence=1.0
)
ABROAD = Student(
    "farida",
    "Farida Nazarova",
    "reads in another time zone",
    time_zone="Asia/Tashkent",
    ability=1.6,
)
GUESSER = Student("hugo", "Hugo Marchetti", "guesses", pace=6, diligence=0.8, is_guessing=True)
EXTRA_TIME = Student(
    "omar", "Omar Haddad", "has half as much time again", ability=0.7, pace=130, diligence=1.0
)
OVERDUE = Student("tuyet", "Tuyết Phan", "an assignment is overdue", ability=0.0, diligence=0.8)

STUDENTS = (
    IN_PROGRESS,
    HANDS_IN_LATE,
    Student("chidi", "Chidi Okoro", ability=-0.4, pace=35, diligence=0.7),
    Student("daria", "Daria Sokolenko", ability=2.2, pace=55, diligence=1.0),
    LATE_STEP,
    ABROAD,
    GUESSER,
    Student("iris", "Iris van Dalen", ability=-1.1, pace=60),
    Student("kenji", "Kenji Morita", ability=1.2, pace=30),
    Student("lucia", "Lucía Paredes", ability=0.3, pace=45, diligence=0.8),
    EXTRA_TIME,
    OVERDUE,
)
