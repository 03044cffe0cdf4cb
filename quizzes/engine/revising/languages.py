"""Languages of articles: common ones by name, codes of all others, the direction of writing."""

import re

# Each in its own words, by the number of people who read it.
COMMON = {
    "en": "English",
    "zh": "中文",
    "es": "Español",
    "hi": "हिन्दी",
    "ar": "العربية",
    "bn": "বাংলা",
    "pt": "Português",
    "ru": "Русский",
    "ja": "日本語",
    "de": "Deutsch",
    "fr": "Français",
    "ko": "한국어",
    "tr": "Türkçe",
    "vi": "Tiếng Việt",
    "it": "Italiano",
    "fa": "فارسی",
    "ur": "اردو",
    "pl": "Polski",
    "uk": "Українська",
    "nl": "Nederlands",
    "id": "Bahasa Indonesia",
    "th": "ไทย",
    "kk": "Қазақша",
    "uz": "Oʻzbekcha",
    "ky": "Кыргызча",
    "tg": "Тоҷикӣ",
    "tk": "Türkmençe",
    "mn": "Монгол",
    "he": "עברית",
    "sv": "Svenska",
    "da": "Dansk",
    "nb": "Norsk",
    "fi": "Suomi",
    "cs": "Čeština",
    "hu": "Magyar",
    "ro": "Română",
    "el": "Ελληνικά",
    "la": "Latina",
}
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ps sd ug ur yi".split())
# A script in the code says it whatever the language: "az-Arab".
_RIGHT_TO_LEFT_SCRIPTS = frozenset("arab hebr thaa syrc nkoo adlm rohg".split())
# RFC 5646 as far as a reader's browser needs it: a language, then what narrows it.
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
LONGEST_CODE = 20


def is_code(code: str) -> bool:
    """Return whether this can be the code of a language."""
    return len(code) <= LONGEST_CODE and bool(_CODE.fullmatch(code))


def base_of(code: str) -> str:
    """Return the language without what narrows it: "pt" of "pt-BR"."""
    return code.partition("-")[0].lower()


def direction_of(code: str) -> str:
    """Return which way the language is written: "ltr" or "rtl"."""
    language, *narrower = code.lower().split("-")
    scripts = [part for part in narrower if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"
