"""The project: settings, addresses and the WSGI entry. The app is `quizzes`."""
