"""Files as teachers have them, made here: documents, PDF with text or without, pages."""

import io
import zipfile

import docx
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

WORDS = "A spirit was named in the city, and the author says it has four parts in all."
PAGE = f"""<!doctype html><html lang="en"><head><title>A spirit - The Daily</title>
<meta name="author" content="Ann Bell"><meta property="og:site_name" content="The Daily">
<meta property="article:published_time" content="2024-05-06"></head>
<body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav><article><h1>A spirit</h1>
<p>{WORDS}</p><h2>How it began</h2><p>The first meeting was <b>online</b>, and {WORDS}</p>
<ul><li>Silk went west.</li><li>Music came east.</li></ul></article>
<footer>Imprint. Follow us.</footer></body></html>"""


def word(*, title: str = "A spirit", table_rows: int = 1) -> bytes:
    """Return a Word document with a heading, a list and a table."""
    document = docx.Document()
    document.core_properties.author = "Ann Bell"
    document.add_heading(title, 0)
    document.add_paragraph(WORDS)
    document.add_heading("How it began", 1)
    document.add_paragraph("The first meeting was online.")
    for item in ("Silk went west.", "Music came east."):
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(rows=table_rows, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Year", "2013"
    return saved(document)


def saved(document) -> bytes:
    """Return a document as the bytes of its file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(*pages: list[str], password: str = "") -> bytes:
    """Return a PDF whose pages have these lines, none for a page that is a picture."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 11 Tf 50 800 Td 14 TL {shown} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password)
    return saved_pdf(writer)


def saved_pdf(writer: PdfWriter) -> bytes:
    """Return a PDF as the bytes of its file."""
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def zipped(**files: bytes) -> bytes:
    """Return an archive of files, by their names with a slash for each "__"."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def bomb() -> bytes:
    """Return a small file that says it is a document, and unpacks to 70 MB."""
    return zipped(word__document_xml=bytes(70_000_000))
