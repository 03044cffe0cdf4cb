"""{{ action|act_in_words }}: what somebody did, as the record of acts names it, in words.

A new act on record is a line in ACTS; a test names those that have none.
"""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

ACTS: dict[str, str | Promise] = {
    "accounts.create_administrator": _("An administrator was made"),
    "accounts.end_session": _("Logged out on a device"),
    "accounts.note_seeing_as": _("Began to see the site as somebody"),
    "accounts.note_seen_as": _("Stopped to see the site as somebody"),
    "accounts.sign_up": _("Signed up"),
    "accounts.update_profile": _("Changed a profile"),
    "admin.add": _("Added in the administration"),
    "admin.change": _("Changed in the administration"),
    "admin.delete": _("Deleted in the administration"),
    "articles.archive": _("Archived an article"),
    "articles.delete": _("Deleted an article"),
    "articles.publish_revision": _("Published an article"),
    "articles.unarchive": _("Brought an article back"),
    "assignments.assign": _("Gave a quiz to a class"),
    "assignments.copy_class": _("Copied a class for the next term"),
    "assignments.delete": _("Deleted an assignment"),
    "assignments.end": _("An assignment was closed with its class"),
    "assignments.release": _("Released scores"),
    "attempts.accommodate": _("Granted time or tries"),
    "attempts.archive_class": _("Archived a class"),
    "attempts.change_assignment": _("Changed an assignment"),
    "attempts.discard_previews": _("Threw a preview away"),
    "attempts.start": _("Began a try"),
    "attempts.submit": _("A try was handed in"),
    "attempts.withdraw": _("Took granted time or tries back"),
    "bank.delete": _("Deleted a question"),
    "bank.file_question": _("Sorted a question"),
    "bank.keep_media": _("Kept an image"),
    "bank.move": _("Moved evidence along"),
    "bank.publish_version": _("Published a version of a question"),
    "bank.put_back": _("Put a question back"),
    "bank.retire": _("Retired a question"),
    "classrooms.accept": _("Accepted to be in a class"),
    "classrooms.ask_to_join": _("Asked to join a class"),
    "classrooms.change_role": _("Changed a role in a class"),
    "classrooms.change_settings": _("Changed a class's settings"),
    "classrooms.create": _("Made a class"),
    "classrooms.decline": _("Declined to be in a class"),
    "classrooms.enroll": _("Took somebody into a class"),
    "classrooms.invite_colleague": _("Asked somebody to teach a class"),
    "classrooms.join": _("Joined a class by its code"),
    "classrooms.let_in": _("Let somebody into a class"),
    "classrooms.refuse": _("Refused somebody who asked to join"),
    "classrooms.remove_member": _("Removed somebody from a class"),
    "classrooms.renew_code": _("Made a new code for a class"),
    "classrooms.restore_member": _("Brought somebody back into a class"),
    "classrooms.unarchive": _("Brought a class back"),
    "composition.archive": _("Archived a quiz"),
    "composition.copy_quiz": _("Copied a quiz"),
    "composition.create_quiz": _("Made a quiz"),
    "composition.delete_quiz": _("Deleted a quiz"),
    "composition.unarchive": _("Brought a quiz back"),
    "grading.accept_late_step": _("Accepted a late answer"),
    "jobs.request_cancel": _("Called long work off"),
    "jobs.try_again": _("Let long work be tried again"),
    "notices.make_feed": _("Made a secret address for a calendar"),
    "notices.remove_feed": _("Took the address of a calendar away"),
    "records.erase_account": _("Erased an account"),
    "records.note_export": _("Took somebody's data along"),
    "records.wish_to_leave": _("Wished to leave"),
    "records.withdraw_wish": _("Wished to stay"),
    "review.report": _("Reported a question"),
    "sharing.share": _("Shared something"),
    "sharing.unshare": _("Took a share back"),
    "site.ask_to_teach": _("Asked to be a teacher"),
    "site.configure": _("Changed the site's settings"),
    "site.decide_request": _("Answered who asked to be a teacher"),
    "site.invite": _("Made an invitation"),
    "site.make_teacher": _("Made somebody a teacher"),
    "site.revoke_invitation": _("Revoked an invitation"),
    "site.use_invitation": _("Used an invitation"),
    "site.withdraw_request": _("Took a request back"),
}


@register.filter
def act_in_words(action: str) -> str:
    """Return an act in words; one of a later version by its name."""
    return str(ACTS.get(action, action))
