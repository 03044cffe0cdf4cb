"""Words that the page's script says."""


def taking_words() -> dict[str, str]:
    return {}
