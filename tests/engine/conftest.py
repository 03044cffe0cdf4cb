"""How properties are tested here: a busy machine is no failure; a run tries fifty examples."""

from hypothesis import settings

settings.register_profile("engine", deadline=None, max_examples=50)
settings.load_profile("engine")
