"""PDF files made for the tests: a line to keep, and a secret somewhere; the operators written by hand."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, ImageDraw, ImageFont

from gongkai.writing.fonts_used import FOLDER

SECRET = "ZX-4417-QUARTZ"
OPEN = "Harvest report of the county"
WIDE, HIGH = 420, 300
# Where ``page`` writes the secret, from the upper left corner: 18 points high, on the base line 150.
SPOT = (50.0, 128.0, 260.0, 160.0)


def shown(x: float, y: float, text: str, size: int = 18, more: str = "") -> str:
    """The operators that show a text, its base line ``y`` points from the top."""
    return f"BT {more} /F1 {size} Tf 1 0 0 1 {x} {HIGH - y} Tm ({text}) Tj ET\n"


PLAIN = shown(50, 60, OPEN) + shown(50, 150, SECRET)


def page(pdf: pikepdf.Pdf, content: str | bytes = PLAIN, **more: Any) -> Any:
    """Add a page with that content, in Helvetica."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    made = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, WIDE, HIGH]),
        Resources=Dictionary(Font=Dictionary(F1=pdf.make_indirect(font))),
        Contents=pdf.make_indirect(Stream(pdf, content.encode() if isinstance(content, str) else content)),
        **more,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(made)))
    return pdf.pages[-1].obj


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def made(fill: Callable[[pikepdf.Pdf], object]) -> bytes:
    """A PDF that ``fill`` has filled."""
    with pikepdf.new() as pdf:
        fill(pdf)
        return saved(pdf)


def drawn(text: str, size: tuple[int, int] = (840, 600), at: tuple[int, int] = (100, 280)) -> Image.Image:
    """A picture of a text in black on white, 36 dots high."""
    image = Image.new("RGB", size, "white")
    font = ImageFont.truetype(str(FOLDER / "NotoSerifCJKsc-Regular.otf"), 36)
    ImageDraw.Draw(image).text(at, text, font=font, fill="black")
    return image


def _scan(pdf: pikepdf.Pdf, text: str = "") -> None:
    """A page that is a picture, with the text that a recogniser would have put on it where given."""
    image = drawn(SECRET)
    picture = Stream(pdf, zlib.compress(image.tobytes()))
    picture.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )
    found = page(pdf, f"q {WIDE} 0 0 {HIGH} 0 0 cm /I Do Q\n{text}")
    found.Resources.XObject = Dictionary(I=pdf.make_indirect(picture))


def _recognised(pdf: pikepdf.Pdf) -> None:
    _scan(pdf, shown(50, 158, SECRET, more="3 Tr"))


def _annotated(pdf: pikepdf.Pdf) -> None:
    found = page(pdf)
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents=String(SECRET), T=String(SECRET)
    )
    found.Annots = Array([pdf.make_indirect(note)])


def attach(pdf: pikepdf.Pdf, name: str, data: bytes) -> None:
    """Attach a file."""
    pdf.attachments[name] = pikepdf.AttachedFileSpec(  # type: ignore[call-arg] # the stubs ask for what has defaults
        pdf, data, filename=name
    )


def _attached(pdf: pikepdf.Pdf) -> None:
    page(pdf)
    attach(pdf, f"{SECRET}.txt", SECRET.encode())


def _field(pdf: pikepdf.Pdf) -> None:
    found = page(pdf, shown(50, 60, OPEN))
    font = found.Resources.Font.F1
    look = Stream(pdf, f"/Tx BMC BT /F1 18 Tf 2 8 Td ({SECRET}) Tj ET EMC".encode())
    look.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 210, 30]),
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("name"),
            V=String(SECRET),
            DA=String("/F1 18 Tf 0 g"),
            Rect=Array([50, HIGH - 160, 260, HIGH - 130]),
            AP=Dictionary(N=pdf.make_indirect(look)),
            F=4,
        )
    )
    found.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Font=Dictionary(F1=font)))


def _told(pdf: pikepdf.Pdf) -> None:
    page(pdf)
    pdf.docinfo["/Title"] = SECRET
    pdf.docinfo["/Author"] = SECRET
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = SECRET
    pdf.Root.PieceInfo = Dictionary(Maker=Dictionary(Private=String(SECRET)))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def _layered(pdf: pikepdf.Pdf) -> None:
    """A layer that is switched off and shows the secret where nothing else stands."""
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("layer")))
    found = page(pdf, PLAIN + "/OC /L1 BDC\n" + shown(50, 220, SECRET) + "EMC\n")
    found.Resources.Properties = Dictionary(L1=layer)
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([layer]), BaseState=Name.ON)
    )


def _form_object(pdf: pikepdf.Pdf) -> None:
    found = page(pdf, shown(50, 60, OPEN) + "/X Do\n")
    form = Stream(pdf, shown(50, 150, SECRET).encode())
    form.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, WIDE, HIGH]),
        Resources=Dictionary(Font=found.Resources.Font),
    )
    found.Resources.XObject = Dictionary(X=pdf.make_indirect(form))


def _pieces(pdf: pikepdf.Pdf) -> None:
    """Every character by itself, the last first."""
    places = [(50 + 13 * index, char) for index, char in enumerate(SECRET)]
    page(pdf, shown(50, 60, OPEN) + "".join(shown(x, 150, char) for x, char in reversed(places)))


def _kerned(pdf: pikepdf.Pdf) -> None:
    array = "".join(f"({char}) -40 " for char in SECRET)
    page(pdf, shown(50, 60, OPEN) + f"BT /F1 18 Tf 1 0 0 1 50 {HIGH - 150} Tm [{array}] TJ ET\n")


def _ligature(pdf: pikepdf.Pdf) -> None:
    """One glyph that stands for three characters."""
    found = page(pdf, shown(50, 60, OPEN) + shown(50, 150, SECRET + "~"))
    cmap = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <7E> <006600660069> endbfchar"
    lines = b"".join(b"1 beginbfchar <%02X> <%04X> endbfchar\n" % (code, code) for code in range(32, 126))
    found.Resources.Font.F1.ToUnicode = pdf.make_indirect(
        Stream(pdf, b"begincmap\n" + cmap + b"\n" + lines + b"endcmap")
    )


def _unseen(more: str, at: int = 220) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: page(pdf, PLAIN + shown(50, at, SECRET, more=more))


def _boxed(colour: str) -> Callable[[pikepdf.Pdf], object]:
    """A box drawn over the text, as those do who think that this removes it."""
    box = f"{colour} rg 40 {HIGH - 230} 240 40 re f\n"
    return lambda pdf: page(pdf, PLAIN + shown(50, 220, SECRET) + box)


def _stamped(pdf: pikepdf.Pdf) -> None:
    """A stamp, black, at the lower edge."""
    found = page(pdf)
    look = Stream(pdf, b"0 g 0 0 60 30 re f")
    look.stream_dict = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 60, 30]))
    stamp = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Stamp,
        Rect=Array([300, 20, 360, 50]),
        AP=Dictionary(N=pdf.make_indirect(look)),
        Contents=String(SECRET),
        F=4,
    )
    found.Annots = Array([pdf.make_indirect(stamp)])


def _rotated(turn: int) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: page(pdf, Rotate=turn)


def _cropped(pdf: pikepdf.Pdf) -> None:
    """The secret once on the page that is shown, and once beside it."""
    page(pdf, PLAIN + shown(50, 290, SECRET), CropBox=Array([20, 40, WIDE - 10, HIGH - 20]))


def _updated() -> bytes:
    """An earlier version in the same file said more."""
    first = made(lambda pdf: page(pdf, PLAIN + shown(50, 220, f"old {SECRET}")))
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number = pdf.pages[0].Contents.objgen[0]
    body = PLAIN.encode()
    at = len(first) + 1
    update = b"\n%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(body), body)
    table = at + len(update) - 1
    start = first.rpartition(b"startxref")[2].split()[0]
    trailer = first.rpartition(b"trailer")[2].partition(b"startxref")[0].replace(b">>", b"/Prev %s >>" % start, 1)
    return b"%s%sxref\n%d 1\n%010d 00000 n \ntrailer%sstartxref\n%d\n%%%%EOF\n" % (
        first,
        update,
        number,
        at,
        trailer,
        table,
    )


FILES: dict[str, bytes] = {
    "text": made(page),
    "scan": made(_scan),
    "recognised scan": made(_recognised),
    "annotated": made(_annotated),
    "attachment": made(_attached),
    "form field": made(_field),
    "properties and bookmarks": made(_told),
    "earlier version": _updated(),
    "hidden layer": made(_layered),
    "form object": made(_form_object),
    "pieces": made(_pieces),
    "kerned": made(_kerned),
    "ligature": made(_ligature),
    "invisible": made(_unseen("3 Tr")),
    "white": made(_unseen("1 1 1 rg")),
    "tiny": made(_unseen("0.05 0 0 0.05 0 0 cm")),
    "white on top of other text": made(_unseen("1 1 1 rg", 60)),
    "invisible on a pattern": made(
        lambda pdf: page(
            pdf, PLAIN + "".join(f"{x} 70 4 30 re f\n" for x in range(40, 280, 9)) + shown(50, 220, SECRET, more="3 Tr")
        )
    ),
    "black box drawn over it": made(_boxed("0 0 0")),
    "white box drawn over it": made(_boxed("1 1 1")),
    "stamped": made(_stamped),
    "on top of other text": made(_unseen("3 Tr", 60)),
    "cropped": made(_cropped),
}
TURNS = {turn: made(_rotated(turn)) for turn in (90, 180, 270)}


def said(data: bytes) -> str:
    """The text of all pages, without white space."""
    pages = pypdfium2.PdfDocument(data)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def traces(data: bytes, secret: str = SECRET) -> list[str]:
    """Where the secret can still be found: in the text, in the file, in a stream, in a string of an object."""
    wanted = [secret.encode("utf-8"), secret.encode("utf-16-be"), secret.encode("utf-16-le")]
    wanted += [raw.hex().encode() for raw in wanted]
    found = ["text"] if secret in said(data) else []
    found += ["file"] if any(raw in data or raw in data.lower() for raw in wanted) else []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            blob = item.read_raw_bytes() if isinstance(item, Stream) else b""
            if isinstance(item, Stream) and "/DCTDecode" not in str(item.get("/Filter", "")):
                blob += item.read_bytes()
            blob += str(item.unparse() if not isinstance(item, Stream) else item.stream_dict.unparse()).encode()
            found += [f"object {item.objgen}" for raw in wanted if raw in blob or raw in blob.lower()]
    return found
