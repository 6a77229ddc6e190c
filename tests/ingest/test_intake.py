"""The whole way in, with the real reader and the real parser."""

from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest
from django.db import connection

from archive.ingest import intake, names, review
from archive.ingest.reference import load_reference
from archive.models import FACTS, Article, Digest, Mention, Person, Source
from tests.factories import make_article, make_digest, make_mention, make_series

pytestmark = pytest.mark.django_db

TEXT = """ date 2026-11-18 Press review: Ferry line waits for its second ship

The Harbour Gazette: Ferry line waits for its second ship

The second ferry will not sail before spring, Marta Velisk, director of the Port Institute, told The Harbour Gazette.

"The hull is ready, the papers are not," she said. Romania has to register the ship first.

Capital Ledger: Norway counts its gas

Norway has sold its winter reserve, gas market consultant Astrid Holm told Capital Ledger.
"""


BLOCKS = TEXT.strip().split("\n\n")[1:]


def receive(raw: bytes = TEXT.encode(), filename: str = "digest.txt", **fields) -> intake.Received:
    fields = {"series": make_series(), "how": Digest.Received.UPLOAD, "who": None, **fields}
    return intake.receive(raw=raw, filename=filename, **fields)


def test_a_digest_is_read_understood_and_waits_for_an_editor(reference):
    digest = intake.understand(receive().digest)
    assert (digest.state, str(digest.date), digest.text) == ("in_review", "2026-11-18", TEXT)
    assert [(a.title, [str(s) for s in a.articlesources.all()]) for a in digest.articles.all()] == [
        ("Ferry line waits for its second ship", ["The Harbour Gazette"]),
        ("Norway counts its gas", ["Capital Ledger"]),
    ]
    assert list(Person.objects.values_list("slug", flat=True)) == ["astrid-holm", "marta-velisk"]
    said = [(str(s.speaker_name), s.kind) for s in digest.articles.first().statements.order_by("start")]
    assert said == [("Marta Velisk", "indirect"), ("Marta Velisk", "direct")]


def test_every_passage_reads_as_its_fact_says(reference):
    digest = intake.understand(receive().digest)
    for person in Person.objects.all():
        for mention in person.mentions.all():
            assert digest.text[mention.start : mention.end].split()[-1] in person.name
    for article in digest.articles.all():
        assert article.body == "\n\n".join(digest.text[start:end] for start, end in article.paragraphs)
        for said in article.statements.all():
            assert digest.text[said.start : said.end] == said.text


def test_the_same_bytes_are_recognised(reference):
    first = receive()
    second = receive(filename="another-name.txt")
    assert (first.created, second.created, second.digest.pk) == (True, False, first.digest.pk)
    assert Digest.objects.count() == 1


def test_understanding_again_changes_nothing(reference):
    digest = intake.understand(receive().digest)
    before = [list(model.objects.order_by("pk").values_list()) for model in (Article, *FACTS)]
    intake.understand(digest)
    assert [list(model.objects.order_by("pk").values_list()) for model in (Article, *FACTS)] == before


def test_a_second_parse_keeps_the_editors_stories(reference):
    digest = intake.understand(receive().digest)
    review.join(digest.articles.first(), who=None)
    digest = intake.understand(digest)
    assert [a.title for a in digest.articles.all()] == ["Ferry line waits for its second ship"]


@pytest.mark.parametrize(
    ("raw", "why"), [(b"", "nothing in it"), (b" \n\t\n", "nothing in it"), (b"x" * 11_000_000, "10 MB")]
)
def test_nothing_and_too_much_are_refused(raw, why):
    with pytest.raises(intake.Refused, match=why):
        receive(raw)
    assert Digest.objects.count() == 0


@pytest.mark.parametrize(
    ("raw", "filename"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "digest.txt"),
        (b"%PDF-1.7\nbroken", "digest.pdf"),
        (b"PK\x03\x04broken", "digest.docx"),
        (b"\x00" * 4096, "digest.txt"),
        (b"All news\n", "digest.txt"),
        (b"word " * 2_000_000, "one-line-of-10-mb.txt"),
        (b"Monday.\x00 The port opened again.\n", "digest.txt"),
    ],
)
def test_what_cannot_be_read_is_kept_and_says_why(reference, raw, filename):
    digest = intake.understand(receive(raw, filename).digest)
    assert digest.state == "failed"
    assert digest.failure
    assert intake.understand(digest).failure == digest.failure
    assert bytes(digest.raw) == raw
    assert Article.objects.count() == 0


def test_a_file_name_is_only_a_name():
    digest = receive(filename="../../etc/pass\x00wd\n.txt").digest
    assert digest.filename == "passwd.txt"


def test_a_mail_and_what_was_attached_to_it(reference):
    mail = EmailMessage()
    mail["Subject"] = "Press digest"
    mail["From"] = "desk@morning.example"
    mail.set_content(TEXT)
    mail.add_attachment(
        TEXT.replace("2026-11-18", "2026-11-17").replace("spring", "summer").encode(),
        maintype="text", subtype="plain", filename="yesterday.txt",
    )  # fmt: skip
    digest = intake.understand(receive(mail.as_bytes(), "morning.eml").digest)
    assert digest.state == "in_review"
    attached = digest.attachments.get()
    assert (attached.state, attached.filename, attached.received_how) == ("received", "yesterday.txt", "mail")
    assert str(intake.understand(attached).date) == "2026-11-17"


def test_a_mail_of_attachments_only_says_so(reference):
    mail = EmailMessage()
    mail["Subject"] = "Press digest"
    mail.add_attachment(TEXT.encode(), maintype="text", subtype="plain", filename="today.txt")
    digest = intake.understand(receive(mail.as_bytes(), "morning.eml").digest)
    assert (digest.state, digest.failure) == (
        "failed",
        "The mail has no digest of its own; what was attached to it came in as 1 digests.",
    )
    assert digest.attachments.count() == 1


def test_what_an_editor_should_know_of_the_reading_is_kept(reference):
    page = (
        f"<html><head><title>Morning papers</title></head><body>{''.join(f'<p>{b}</p>' for b in BLOCKS)}</body></html>"
    )
    digest = intake.understand(receive(page.encode(), "digest.txt").digest)
    again = intake.understand(digest)
    for found in (digest, again):
        assert [w["message"] for w in found.warnings if w["code"] == "reading"] == [
            "The file is named .txt but is a web page; it was read as that."
        ]
    assert digest.title == "Morning papers"


def test_somebody_whom_the_archive_knows_is_found_without_a_role(reference):
    text = "Capital Ledger: A quay is named\n\nThe quay bears the name of Quill Umbaru. Nobody in Oslo objected."
    first = intake.understand(receive(text.encode()).digest)
    assert list(Person.objects.values_list("name", flat=True)) == []
    start = text.index("Quill")
    quill = names.make_person("Quill Umbaru")
    review.add(Mention, article=first.articles.get(), who=None, person=quill, start=start, end=start + 12)

    again = intake.understand(receive(text.encode() + b" ", filename="again.txt").digest)

    found = Mention.objects.get(article__digest=again, person__isnull=False)
    assert (found.person, found.rule, found.origin) == (quill, "known-name", "parser")


def test_a_name_that_only_the_parser_proposed_or_an_editor_rejected_is_not_known(reference):
    digest = intake.understand(receive().digest)
    assert intake.known_names(TEXT).people == frozenset()
    marta, astrid = Person.objects.order_by("-name")
    review.confirm(Mention.objects.filter(person=marta).first(), who=None)
    review.reject(Mention.objects.filter(person=astrid).first(), who=None)

    assert intake.known_names(digest.text).people == {"Marta Velisk"}
    assert intake.known_names("Marta sails.").people == frozenset()


@pytest.mark.django_db(transaction=True)
def test_two_digests_with_the_same_new_names_are_read_at_once():
    """Both make the newspaper, the person and the organization; whoever comes second takes the first one's."""

    def understand(digest):
        try:
            return intake.understand(digest).state
        finally:
            connection.close()

    load_reference()
    text = "PRESS, {} MARCH 2026\n\nReed Post: Tea {}\n\nTea is cheaper, Ana Brod of the Tea Board told Reed Post."
    for number in range(1, 9, 2):
        digests = [receive(text.format(n, number).replace("Reed", f"Reed{number}").encode(), f"{n}.txt").digest
                   for n in (number, number + 1)]  # fmt: skip
        with ThreadPoolExecutor(2) as pool:
            assert list(pool.map(understand, digests)) == ["in_review", "in_review"]
    assert Source.objects.filter(name__startswith="Reed").count() == 4


def test_known_people_are_found_in_a_text_however_they_are_punctuated():
    published = make_article(make_digest("x y z"), body="x y z")
    for name in ("Marta Velisk", "Ursula von der Lehn", "J. R. Kask", "Åsa Öberg", "Ana Brod", "Ivo Tull"):
        make_mention(published, "x", person=names.make_person(name))
    names.make_person("Ilias Drakos")  # nobody confirmed or published him
    text = (
        "“Marta Velisk’s ship,” said (Ursula von der Lehn). J. R. Kask, Åsa Öberg's aunt; ana brod left.\n"
        "Ivo\nTull came, and Ilias Drakos."
    )
    assert intake.known_names(text).people == {"Marta Velisk", "Ursula von der Lehn", "J. R. Kask", "Åsa Öberg"}
