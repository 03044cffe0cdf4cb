"""Why no text was taken out of a file, and what to do about it."""

from typing import ClassVar

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _

MOST_BYTES = 5_000_000
# Half a book: whoever is asked about a text has to find the place again.
MOST_CHARACTERS = 200_000
MOST_PAGES = 200


class CannotExtract(Refused):
    """No text was taken out of a file; `says` is why, for the person who has sent it."""

    says: ClassVar[Message] = Message(
        _(
            "This file is broken, or something in it cannot be read. Open it, copy its text, and"
            " paste it into the field below."
        )
    )

    def __init__(self) -> None:
        super().__init__(self.says)


class Empty(CannotExtract):
    """There is no letter in it."""

    says = Message(_("There is no text in this file. Was it saved before you sent it?"))


class TooLarge(CannotExtract):
    """More bytes than a text needs."""

    says = Message(
        _(
            "The file has more than %(most)s MB. It is the pictures in it: copy its text, and paste"
            " it into the field below."
        ),
        {"most": MOST_BYTES // 1_000_000},
    )


class TooLong(CannotExtract):
    """More text than one article has."""

    says = Message(
        _(
            "The text has more than %(most)s characters. Add its chapters as articles of their own:"
            " paste one into the field below."
        ),
        {"most": MOST_CHARACTERS},
    )


class TooManyPages(CannotExtract):
    """More pages than one article has."""

    says = Message(
        _(
            "The file has more than %(most)s pages. Save the pages that you need as a file of"
            " their own, or paste their text into the field below."
        ),
        {"most": MOST_PAGES},
    )


class UnknownSort(CannotExtract):
    """None of the sorts of files that are read."""

    says = Message(
        _(
            "This sort of file cannot be read. Save it as .txt, .md, .html, .docx or .pdf, or copy"
            " its text and paste it into the field below."
        )
    )


class NotWhatItIsCalled(CannotExtract):
    """The name says one sort, and the bytes are none of it."""

    says = Message(
        _(
            "The file is not what its name says. Open it where it was made and save it anew, or"
            " copy its text and paste it into the field below."
        )
    )


class OldWord(CannotExtract):
    """A Word document of the years before 2007."""

    says = Message(
        _("This is an old Word document (.doc). Open it, and save it as a Word document (.docx).")
    )


class Locked(CannotExtract):
    """Encrypted: it opens with a password only."""

    says = Message(
        _(
            "This file is locked with a password. Save it without one, or copy its text and paste"
            " it into the field below."
        )
    )


class Scanned(CannotExtract):
    """A PDF of pictures."""

    says = Message(
        _(
            "The pages of this PDF are pictures: there is no text in it. Have the text recognized"
            " (scanning apps call it OCR), or type it into the field below."
        )
    )


class Garbled(CannotExtract):
    """Bytes that make no text in any character set that is likely."""

    says = Message(
        _(
            "The letters of this file cannot be told. Open it, save it with the encoding UTF-8, and"
            " send it again."
        )
    )


class TookTooLong(CannotExtract):
    """It needed more seconds or memory than a text does."""

    says = Message(
        _(
            "Reading this file took too long, and was given up. Copy its text, and paste it into"
            " the field below."
        )
    )


REFUSALS = {
    each.__name__: each
    for each in (
        CannotExtract,
        Empty,
        TooLarge,
        TooLong,
        TooManyPages,
        UnknownSort,
        NotWhatItIsCalled,
        OldWord,
        Locked,
        Scanned,
        Garbled,
        TookTooLong,
    )
}
