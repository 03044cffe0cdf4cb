"""The site map, grouped by subject. Every route is in `tests/views/test_routes.py`, by role."""

from django.urls import path

from quizzes.views import accounts, jobs, log_in, media, public
from quizzes.views.learner import answering, articles, attempts, history, offers, reading, review
from quizzes.views.teacher import classrooms, drafts, editor, questions, receipts

app_name = "quizzes"

urlpatterns = [
    # For everybody
    path("", public.home, name="home"),
    path("healthz", public.healthz, name="healthz"),
    path("readyz", public.readyz, name="readyz"),
    path("gallery/", public.gallery, name="gallery"),
    path("media/<uuid:public_id>.<slug:suffix>", media.media, name="media"),
    path("privacy/", public.privacy, name="privacy"),
    path("log-in-here/", log_in.log_in_here, name="log-in-here"),
    path("log-in-here/code/", log_in.code_here, name="log-in-here-code"),
    # One's own
    path("profile/", accounts.profile, name="profile"),
    path("profile/data/", accounts.data, name="own-data"),
    path("profile/data/file/", accounts.data_file, name="own-data-file"),
    path("profile/delete/", accounts.delete, name="account-delete"),
    path("profile/stay/", accounts.stay, name="account-stay"),
    path("profile/devices/<int:key>/end/", accounts.end_device, name="device-end"),
    path("history/", history.history, name="history"),
    path("reading/", reading.settings, name="reading-settings"),
    path("jobs/<uuid:public_id>/", jobs.detail, name="job-detail"),
    path("jobs/<uuid:public_id>/cancel/", jobs.cancel, name="job-cancel"),
    # What can be read and taken
    path("articles/<uuid:public_id>/", articles.detail, name="article-detail"),
    path(
        "articles/<uuid:public_id>/revisions/<int:number>/highlight/",
        reading.highlight,
        name="article-highlight",
    ),
    path(
        "articles/<uuid:public_id>/revisions/<int:number>/note/",
        reading.note,
        name="article-note",
    ),
    path("quizzes/<uuid:public_id>/", offers.quiz, name="quiz-detail"),
    path("quizzes/<uuid:public_id>/start/", offers.start_quiz, name="quiz-start"),
    path("assignments/<uuid:public_id>/", offers.assignment, name="assignment-detail"),
    path("assignments/<uuid:public_id>/start/", offers.start_assignment, name="assignment-start"),
    # An attempt, from answering to review
    path("attempts/<uuid:public_id>/take/", attempts.take, name="attempt-take"),
    path("attempts/<uuid:public_id>/answer/", answering.answer, name="attempt-answer"),
    path("attempts/<uuid:public_id>/save/", answering.save, name="attempt-save"),
    path("attempts/<uuid:public_id>/flag/", answering.flag, name="attempt-flag"),
    path("attempts/<uuid:public_id>/strike/", answering.strike, name="attempt-strike"),
    path("attempts/<uuid:public_id>/place/", answering.place, name="attempt-place"),
    path("attempts/<uuid:public_id>/clock/", answering.clock, name="attempt-clock"),
    path(
        "attempts/<uuid:public_id>/questions/<int:position>/",
        attempts.question,
        name="attempt-question",
    ),
    path("attempts/<uuid:public_id>/submit/", attempts.submit, name="attempt-submit"),
    path("attempts/<uuid:public_id>/review/", review.review, name="attempt-review"),
    path("attempts/<uuid:public_id>/receipt/", review.receipt, name="attempt-receipt"),
    path(
        "attempts/<uuid:public_id>/evidence/<int:position>/",
        review.evidence,
        name="attempt-evidence",
    ),
    path("attempts/<uuid:public_id>/report/<int:position>/", review.report, name="attempt-report"),
    # For teachers
    path("teach/", classrooms.teach, name="teach"),
    path(
        "assignments/<uuid:public_id>/attempts/",
        classrooms.attempts,
        name="assignment-attempts",
    ),
    path(
        "assignments/<uuid:public_id>/release/",
        classrooms.release,
        name="assignment-release",
    ),
    path(
        "attempts/<uuid:public_id>/late/<int:position>/<int:revision>/accept/",
        classrooms.accept_late,
        name="attempt-accept-late",
    ),
    path("receipts/check/", receipts.check, name="receipt-check"),
    path("questions/", questions.questions, name="questions"),
    path("questions/new/", questions.new, name="question-new"),
    path("questions/new/<slug:kind>/", editor.create, name="question-create"),
    path("questions/<uuid:public_id>/edit/", editor.edit, name="question-edit"),
    path("drafts/save/", drafts.save, name="editing-draft-save"),
    path("drafts/<uuid:public_id>/discard/", drafts.discard, name="editing-draft-discard"),
]
