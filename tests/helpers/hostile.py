"""Papers as an attacker, or a broken scanner, would make them: a corpus by name, made anew in each run."""

from __future__ import annotations

import io
import struct
import zlib

WORD = "Kanarie"


def pdf(*bodies: bytes, trailer: bytes = b"/Root 1 0 R", version: bytes = b"1.7") -> bytes:
    """A PDF of these numbered objects, with a right table of where they lie."""
    out, places = bytearray(b"%PDF-" + version + b"\n"), []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, table)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


FONT = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
SAYS = b"BT /F 24 Tf 72 700 Td (" + WORD.encode() + b") Tj ET"


def one_page(
    *others: bytes,
    catalog: bytes = b"",
    page: bytes = b"",
    content: bytes = b"",
    box: bytes = b"0 0 595 842",
) -> bytes:
    """A PDF with one page; objects 1-4 are catalog, pages, page, content, then come the others."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Resources %b /Contents 4 0 R %b >>"
        % (box, FONT, page),
        content or stream(SAYS),
        *others,
    )


def well_formed(pages: int = 1) -> bytes:
    """Nothing wrong with it: so many pages that say one word."""
    kids = b" ".join(b"%d 0 R" % (4 + number) for number in range(pages))
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %b /Contents 3 0 R >>" % FONT
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages),
        stream(SAYS),
        *[leaf] * pages,
    )


def that_acts(server: str) -> bytes:
    """Whatever a PDF can ask for by itself: scripts, programs, addresses, forms sent away, files and pictures afar."""
    script = b"<< /S /JavaScript /JS (app.launchURL\\('%b'\\); while\\(true\\){}) >>" % server.encode()
    uri = b"<< /S /URI /URI (%b/uri) >>" % server.encode()
    launch = b"<< /S /Launch /F (/bin/sh) /Unix << /F (/bin/sh) >> /Win << /F (cmd.exe) /P (/c calc) >> >>"
    submit = b"<< /S /SubmitForm /F << /FS /URL /F (%b/submit) >> >>" % server.encode()
    remote = b"<< /S /GoToR /F << /FS /URL /F (%b/remote.pdf) >> /D [0 /Fit] >>" % server.encode()
    acts = (script, uri, launch, submit, remote)
    far = stream(
        b"",
        b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        b" /F << /FS /URL /F (%b/picture) >>" % server.encode(),
    )
    return one_page(
        *acts,
        far,
        catalog=b"/OpenAction 5 0 R /AA << /WC 5 0 R /WS 6 0 R >> /AcroForm << /Fields [] /NeedAppearances true >>"
        b" /Names << /JavaScript << /Names [(a) 5 0 R] >> >>",
        page=b"/AA << /O 6 0 R /C 7 0 R >> /Annots [ << /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A 8 0 R"
        b" /AA << /PV 9 0 R /PO 7 0 R >> >> ]",
        content=stream(SAYS + b" /X Do"),
    ).replace(b"/Resources << /Font", b"/Resources << /XObject << /X 10 0 R >> /Font", 1)


def papers() -> dict[str, bytes]:
    """PDFs that are broken or want to do harm."""
    good = well_formed()
    deep = b"[" * 100_000 + b"]" * 100_000
    bomb = _flate_bomb(1 << 30)
    return {
        "cut in half": good[: len(good) // 2],
        "only a beginning": b"%PDF-1.7\n",
        "no table": good[: good.index(b"xref")],
        "table leads to itself": pdf(b"<<>>", trailer=b"/Root 1 0 R /Prev 9").replace(b"/Prev 9", b"/Prev 60"),
        "tables in a circle": good + b"xref\n0 0\ntrailer\n<< /Root 1 0 R /Size 5 /Prev %d >>\nstartxref\n%d\n%%%%EOF"
        % (len(good), len(good)),
        "pages in a circle": pdf(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>",
        ),
        "says it has a billion pages": well_formed().replace(b"/Count 1", b"/Count 999999999"),
        "nested without end": one_page(deep, catalog=b"/Names 5 0 R"),
        "a form that draws itself": one_page(
            stream(
                b"/X Do /X Do",
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>",
            ),
            content=stream(b"/X Do"),
        ).replace(b"/Resources << /Font", b"/Resources << /XObject << /X 5 0 R >> /Font", 1),
        "content that unpacks to a gigabyte": one_page(content=stream(bomb, b"/Filter /FlateDecode")),
        "a picture that unpacks to a gigabyte": one_page(
            stream(
                bomb,
                b"/Filter /FlateDecode /Type /XObject /Subtype /Image /Width 65000 /Height 65000"
                b" /BitsPerComponent 8 /ColorSpace /DeviceRGB",
            ),
            content=stream(b"q 500 0 0 500 0 0 cm /X Do Q"),
        ).replace(b"/Resources << /Font", b"/Resources << /XObject << /X 5 0 R >> /Font", 1),
        "draws for ever": one_page(content=stream(_flate(b"0 0 m 595 842 l S\n" * 3_000_000), b"/Filter /FlateDecode")),
        "a page as large as a country": one_page(box=b"0 0 1e9 1e9"),
        "a page without height": one_page(box=b"0 0 595 0"),
        "a page turned inside out": one_page(box=b"595 842 -1e38 -1e38"),
        "a page as a hair": one_page(box=b"0 0 14400 0.001"),
        "locked": one_page().replace(
            b"/Root 1 0 R",
            b"/Root 1 0 R /ID [(a) (a)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>"
            % (b"61" * 32, b"62" * 32),
        ),
        "a zip, a page of the web and a PDF": b"PK\x03\x04<html><script>alert(1)</script>" + good,
        "noise after the mark": b"%PDF-1.7\n" + bytes(range(256)) * 4_000,
    }  # fmt: skip


def pictures() -> dict[str, bytes]:
    """Pictures that are broken or want to fill the memory."""
    tiff = _tiff_in_a_circle()
    return {
        "png bomb": _png(60_000, 60_000, _flate_bomb(60_000 * 1_000)),
        "png that says it is huge": _png(2**31 - 1, 2**31 - 1, b""),
        "png without an end": _saved("PNG")[:-40],
        "png with a text bomb": _png(
            *(1, 1, zlib.compress(b"\0\0")), extra=_chunk(b"zTXt", b"a\0\0" + _flate_bomb(1 << 28))
        ),
        "jpeg cut in half": _saved("JPEG")[:800],
        "jpeg that says it is huge": _saved("JPEG").replace(b"\0\x40\0\x40", b"\xff\xff\xff\xff", 1),
        "tiff in a circle": tiff,
        "tiff bomb": _tiff_bomb(),
        "gif cut in half": _saved("GIF")[:200],
        "webp cut in half": _saved("WEBP")[:60],
        "bmp that says it is huge": _saved("BMP")[:18]
        + struct.pack("<ii", 2**30, 2**30)
        + _saved("BMP")[26:],
        "png called a gif": b"GIF89a" + _saved("PNG"),
    }


def _saved(kind: str) -> bytes:
    from PIL import Image  # every test loads this module

    made = io.BytesIO()
    Image.effect_noise((64, 64), 50).convert("RGB").save(made, kind)
    return made.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png(width: int, height: int, packed: bytes, *, extra: bytes = b"") -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _tiff_in_a_circle() -> bytes:
    """Its second page is its first again."""
    entries = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1)]
    entries += [(273, 4, 1, 0), (277, 3, 1, 1), (278, 3, 1, 1), (279, 4, 1, 1)]
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries)) + packed + struct.pack("<I", 8)


def _tiff_bomb() -> bytes:
    """Says it is 60,000 by 60,000 dots of packed nothing."""
    packed = zlib.compress(bytes(10_000_000))
    values = {
        256: 60_000,
        257: 60_000,
        258: 8,
        259: 8,
        262: 1,
        273: 200,
        277: 1,
        278: 60_000,
        279: len(packed),
    }
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in values.items())
    head = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(values)) + entries + struct.pack("<I", 0)
    return head.ljust(200, b"\0") + packed


def _flate(content: bytes) -> bytes:
    return zlib.compress(content, 9)


def _flate_bomb(size: int) -> bytes:
    """Zeros that unpack to `size` bytes."""
    packer = zlib.compressobj(1)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()
