"""What is kept of a file, and what is refused."""

import io
import time

import pytest
from PIL import Image

from palier.attachments import cleaning
from palier.attachments.cleaning import MAX_BYTES, clean, clean_name
from palier.kernel.errors import Refused
from tests.attachments import samples


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_loses_place_device_and_comment_and_keeps_its_upright_pixels():
    sent = samples.photo()
    assert b"TelephoneDeTest" in sent
    assert b"prise chez moi" in sent
    kept = clean(sent, "IMG_0001.JPG")
    picture = opened(kept.content)
    assert kept.content_type == "image/jpeg"
    assert not picture.getexif()
    assert not {"exif", "comment", "icc_profile"} & set(picture.info)
    assert b"TelephoneDeTest" not in kept.content
    assert b"prise chez moi" not in kept.content
    assert picture.size == (40, 60)
    assert picture.getpixel((20, 5))[0] > 200  # what was on the left is now on top
    assert picture.getpixel((20, 55))[2] > 200


@pytest.mark.parametrize(
    ("content", "name", "content_type", "kept_name"),
    [
        (samples.drawing(), "plan.png", "image/png", "plan.png"),
        (samples.webp(), "hall.webp", "image/jpeg", "hall.jpg"),
        (samples.webp(mode="RGBA"), "hall.webp", "image/png", "hall.png"),
        (samples.gif(), "hall.gif", "image/png", "hall.png"),
        (samples.pdf(), "devis.pdf", "application/pdf", "devis.pdf"),
        (samples.photo(), "facture.pdf", "image/jpeg", "facture.jpg"),
        (samples.photo(), "page.html", "image/jpeg", "page.jpg"),
    ],
    ids=["png", "webp", "see-through webp", "gif", "pdf", "photo said pdf", "photo said html"],
)
def test_the_content_says_the_type_not_the_name(content, name, content_type, kept_name):
    kept = clean(content, name)
    assert (kept.content_type, kept.name) == (content_type, kept_name)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "vide.jpg", "est vide"),
        (b"x" * (MAX_BYTES + 1), "gros.jpg", "10 Mo"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "IMG_2.HEIC", "HEIC"),
        (b"<html><script>alert(1)</script>", "page.jpg", "ni une image lisible ni un PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "dessin.svg", "ni une image lisible ni un PDF"),
        (b"PK\x03\x04" + b"\0" * 30, "tableau.xlsx", "ni une image lisible ni un PDF"),
        (samples.photo(size=(900, 900))[:2000], "coupee.jpg", "abîmé ou incomplet"),
        (samples.pdf()[:60], "coupe.pdf", "incomplet"),
    ],
    ids=["empty", "too big", "heic", "html", "svg", "archive", "cut photo", "cut pdf"],
)
def test_a_refusal_names_the_file_and_the_remedy(content, name, words):
    with pytest.raises(Refused) as refusal:
        clean(content, name)
    assert name in refusal.value.message
    assert words in refusal.value.message
    assert refusal.value.field == "files"


def test_a_decompression_bomb_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(cleaning, "MAX_PIXELS", 1000)
    with pytest.raises(Refused, match="trop de pixels"):
        clean(samples.drawing(size=(200, 200), mode="1"), "bombe.png")


def test_a_bomb_that_pillow_itself_refuses_is_told_the_same_way(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(Refused, match="trop de pixels"):
        clean(samples.drawing(size=(200, 200), mode="1"), "bombe.png")


@pytest.mark.parametrize(
    "sent",
    [
        samples.pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        samples.pdf(b"/OpenAction << /S /J#61vaScript >>"),
        samples.pdf(b"/Names << /EmbeddedFile 4 0 R >>"),
        samples.pdf(b"/OpenAction << /S /GoToR /F (//ailleurs/partage) >>"),
        samples.pdf(b"/Encrypt 5 0 R"),
        samples.pdf_hiding(b"<< /S /Launch /F (calc.exe) >>"),
    ],
    ids=["script", "script in disguise", "file inside", "another file", "locked", "hidden in an object stream"],
)
def test_a_pdf_that_acts_or_hides_is_refused(sent):
    with pytest.raises(Refused, match="protégé ou actif"):
        clean(sent, "devis.pdf")


def test_a_pdf_of_streams_that_never_end_is_read_in_one_pass():
    start = time.process_time()
    assert clean(b"%PDF-1.4\n" + b"stream\n" * 40_000 + b"%%EOF", "plan.pdf").content_type == "application/pdf"
    assert time.process_time() - start < 5  # a hundredth of a second; one pass for each stream took minutes


def test_objects_that_swell_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(cleaning, "_MAX_INFLATED", 100_000)
    one = samples.pdf_hiding(b" " * 60_000)
    assert clean(one, "plan.pdf").content_type == "application/pdf"
    with pytest.raises(Refused, match="protégé ou actif"):
        clean(one + one, "plan.pdf")


def test_the_same_letters_inside_a_drawing_are_no_action():
    stream = b"4 0 obj\n<< /Length 4 >>\nstream\n\x00/JS \x01\nendstream\nendobj\n%%EOF\n"
    assert clean(samples.pdf() + stream, "plan.pdf").content_type == "application/pdf"


def test_a_large_photo_is_brought_to_a_reasonable_size():
    assert max(opened(clean(samples.photo(size=(5000, 20), orientation=1), "x.jpg").content).size) == 4000


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\moi\\photo.png", "photo.jpg"),
        ("a\x00b\u202egpj.exe", "a b gpj.jpg"),
        ("...", "piece.jpg"),
        ("é" * 300, "é" * 100 + ".jpg"),
        ('hall "B"; x=1.jpg', "hall _B_ x=1.jpg"),
    ],
)
def test_names_are_cleaned(name, kept):
    assert clean_name(name, ".jpg") == kept
