"""Notices: telling people once each, as they want to hear of it, in the app and by mail."""

from quizzes.services.notices.feeds import make_feed, remove_feed
from quizzes.services.notices.telling import Telling, tell, tell_each

__all__ = ["Telling", "make_feed", "remove_feed", "tell", "tell_each"]
