"""Notices: telling people once each, as they want to hear of it, in the app and by mail."""

from quizzes.services.notices.telling import tell

__all__ = ["tell"]
