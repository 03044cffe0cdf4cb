"""The site map, grouped by subject. Every route is in `tests/views/decided/`, by role."""

from django.urls import path

from quizzes.urls import (
    administration,
    assignments,
    class_progress,
    classes,
    live,
    marking,
    notices,
    practice,
    progress,
    regrading,
    roster,
    scores,
)
from quizzes.views import accounts, jobs, log_in, media, public
from quizzes.views.learner import answering, articles, attempts, history, offers, reading, review
from quizzes.views.site import asking, invitation, people
from quizzes.views.teacher import (
    drafts,
    editor,
    papers,
    questions,
    quiz_pages,
    receipts,
    sharing,
    start,
)
from quizzes.views.teacher.articles import editing as article_editing
from quizzes.views.teacher.articles import listing as article_listing
from quizzes.views.teacher.bank import alike, bulk, detail, listing
from quizzes.views.teacher.quizzes import composing, keeping, settings

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
    path("invitation/", invitation.invitation, name="invitation"),
    # One's own
    path("profile/", accounts.profile, name="profile"),
    path("profile/data/", accounts.data, name="own-data"),
    path("profile/data/file/", accounts.data_file, name="own-data-file"),
    path("profile/delete/", accounts.delete, name="account-delete"),
    path("profile/stay/", accounts.stay, name="account-stay"),
    path("profile/devices/<int:key>/end/", accounts.end_device, name="device-end"),
    path("profile/teaching/", asking.ask, name="teacher-request"),
    path("history/", history.history, name="history"),
    path("reading/", reading.settings, name="reading-settings"),
    path("jobs/<uuid:public_id>/", jobs.detail, name="job-detail"),
    path("jobs/<uuid:public_id>/cancel/", jobs.cancel, name="job-cancel"),
    path("jobs/<uuid:public_id>/file/", jobs.file, name="job-file"),
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
    path("teach/", start.teach, name="teach"),
    path("quizzes/<uuid:public_id>/coverage/", quiz_pages.coverage, name="quiz-coverage"),
    path("quizzes/<uuid:public_id>/preview/", quiz_pages.preview, name="quiz-preview"),
    path("quizzes/<uuid:public_id>/paper/", papers.paper, name="quiz-paper"),
    path(
        "quizzes/<uuid:public_id>/paper/<slug:part>.pdf", papers.paper_file, name="quiz-paper-file"
    ),
    path("quizzes/<uuid:public_id>/paper/<slug:part>/", papers.paper_page, name="quiz-paper-page"),
    path("quizzes/<uuid:public_id>/copy/", quiz_pages.copy, name="quiz-copy"),
    path("receipts/check/", receipts.check, name="receipt-check"),
    path("questions/", listing.questions, name="questions"),
    path("questions/bulk/", bulk.act, name="questions-bulk"),
    path("questions/undo/", bulk.undo, name="questions-undo"),
    path("questions/export/", bulk.export, name="questions-export"),
    path("questions/alike/", alike.alike, name="questions-alike"),
    path("questions/<uuid:public_id>/", detail.detail, name="question-detail"),
    path("questions/<uuid:public_id>/compare/", detail.compare, name="question-compare"),
    path(
        "questions/<uuid:public_id>/versions/<int:number>/restore/",
        detail.restore,
        name="question-restore",
    ),
    path("questions/<uuid:public_id>/retire/", detail.retire, name="question-retire"),
    path("questions/<uuid:public_id>/put-back/", detail.put_back, name="question-put-back"),
    path("questions/<uuid:public_id>/delete/", detail.delete, name="question-delete"),
    path("questions/new/", questions.new, name="question-new"),
    path("questions/new/<slug:kind>/", editor.create, name="question-create"),
    path("questions/<uuid:public_id>/edit/", editor.edit, name="question-edit"),
    path("drafts/save/", drafts.save, name="editing-draft-save"),
    path("drafts/<uuid:public_id>/discard/", drafts.discard, name="editing-draft-discard"),
    path("articles/", article_listing.articles, name="articles"),
    path("articles/new/", article_editing.new, name="article-new"),
    path("articles/<uuid:public_id>/edit/", article_editing.edit, name="article-edit"),
    path("articles/<uuid:public_id>/history/", article_listing.history, name="article-history"),
    path(
        "articles/<uuid:public_id>/revisions/<int:number>/",
        article_listing.revision,
        name="article-revision",
    ),
    path(
        "articles/<uuid:public_id>/differences/",
        article_listing.difference,
        name="article-difference",
    ),
    path("articles/<uuid:public_id>/archive/", article_listing.archive, name="article-archive"),
    path("articles/<uuid:public_id>/delete/", article_listing.delete, name="article-delete"),
    # A teacher's quizzes
    path("quizzes/", keeping.quizzes, name="quizzes"),
    path("quizzes/new/", keeping.new, name="quiz-new"),
    path("quizzes/<uuid:public_id>/compose/", composing.compose, name="quiz-compose"),
    path("quizzes/<uuid:public_id>/change/", composing.change, name="quiz-change"),
    path("quizzes/<uuid:public_id>/settings/", settings.settings, name="quiz-settings"),
    path("quizzes/<uuid:public_id>/archive/", keeping.archive, name="quiz-archive"),
    path("quizzes/<uuid:public_id>/delete/", keeping.delete, name="quiz-delete"),
    # What colleagues share
    path(
        "articles/<uuid:public_id>/share/",
        sharing.share,
        {"kind": "article"},
        name="article-share",
    ),
    path(
        "questions/<uuid:public_id>/share/",
        sharing.share,
        {"kind": "question"},
        name="question-share",
    ),
    path("quizzes/<uuid:public_id>/share/", sharing.share, {"kind": "quiz"}, name="quiz-share"),
    # For administrators: who teaches here
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="people-invite"),
    path("people/requests/<uuid:public_id>/", people.decide, name="people-decide"),
    path("people/invitations/<uuid:public_id>/revoke/", people.revoke, name="people-revoke"),
    *administration.urlpatterns,
    *assignments.urlpatterns,
    *classes.urlpatterns,
    *live.urlpatterns,
    *marking.urlpatterns,
    *notices.urlpatterns,
    *progress.urlpatterns,
    *practice.urlpatterns,
    *class_progress.urlpatterns,
    *regrading.urlpatterns,
    *roster.urlpatterns,
    *scores.urlpatterns,
]
