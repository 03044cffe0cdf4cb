"""How properties are tested here: a busy machine is no failure."""

from hypothesis import settings

settings.register_profile("engine", deadline=None)
settings.load_profile("engine")
