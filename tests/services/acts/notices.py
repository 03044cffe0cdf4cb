"""Acts, each done once: what `test_audit` looks at."""

from datetime import timedelta

from quizzes.models.site import SiteSettings
from quizzes.services import accounts, attempts, notices, records, site
from tests.factories import NOW


def told(w):
    """Return what Bob was told of, which is to be mailed."""
    w.bob.email = "bob@example.org"
    w.bob.save(update_fields=["email"])
    notices.tell(users=[w.bob], kind="assigned", key="told", words={}, path="/", now=NOW)
    return w.bob.notices.get(key="told")


def worded(w):
    """Give the daily mail other words."""
    site.word_mail(name="digest", subject="New", body="{notices} {address}", actor=w.alice, now=NOW)


def forgetting(w):
    """Let the site keep addresses for no day, and forget those of yesterday."""
    SiteSettings.objects.create(addresses_kept_days=0)
    accounts.note_change(user=w.bob, what="email_changed", now=NOW, address="192.0.2.7")
    records.forget_old_addresses(now=NOW + timedelta(days=1))


# None: another act of the table does it.
ACTS = {
    "notices.tell": told,
    "notices.hand_over": lambda w: (
        told(w),
        notices.hand_over(send_one=lambda *_: None, send_digest=lambda *_: None, now=NOW),
    ),
    "attempts.remind": lambda w: attempts.remind(now=NOW + timedelta(days=6, hours=12)),
    "notices.read": lambda w: notices.read(notice=told(w), now=NOW),
    "notices.read_all": lambda w: (told(w), notices.read_all(user=w.bob, now=NOW)),
    "notices.remove_old": None,
    "notices.choose": lambda w: notices.choose(
        user=w.bob, wanted={"assigned": notices.Wanted(is_in_app=True, mail="off")}, now=NOW
    ),
    "notices.stop_mail": lambda w: notices.stop_mail(
        token=notices.token_for(w.bob, "assigned"), now=NOW
    ),
    "site.word_mail": worded,
    "site.reset_mail": lambda w: (
        worded(w),
        site.reset_mail(name="digest", actor=w.alice, now=NOW),
    ),
    "records.forget_old_addresses": forgetting,
    "notices.forget_name": None,
    "notices.token_for": None,
    "notices.meant_by": None,
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {
    "notices.tell": "the row is itself the record, of an act that is recorded",
    "notices.hand_over": "the row says when it was mailed",
    "attempts.remind": "it tells, which is its own record",
    "notices.read": "the row says when it was read",
    "notices.read_all": "the rows say when they were read",
}
