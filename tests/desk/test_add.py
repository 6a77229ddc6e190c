""" "Add digest": what is kept, and what each wrong input is told."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from archive.models import Digest
from tests import factories as make

pytestmark = pytest.mark.django_db
TEXT = "Review of the morning papers, 18 November 2026\n\nThe Lock Keeper: Barges queue\n\nForty barges wait."


@pytest.fixture
def series():
    return make.make_series()


@pytest.fixture
def send(editor_client, series):
    def send(**fields):
        return editor_client.post(reverse("admin:add_digest"), {"series": series.pk, **fields})

    return send


def upload(name="digest.txt", raw=b"Some text."):
    return SimpleUploadedFile(name, raw)


def errors(response):
    """Every message of the form, by field."""
    return {field: list(messages) for field, messages in response.context["form"].errors.items()}


def test_a_paste_is_kept_as_bytes_and_queued_and_the_editor_sees_that_it_is_read(
    send, editor, editor_client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(text=TEXT.replace("\n", "\r\n"))
    digest = Digest.objects.get()
    assert bytes(digest.raw) == TEXT.encode()
    assert (digest.filename, digest.received_how, digest.received_by, digest.state) == (
        "paste.txt", "paste", editor, "received",
    )  # fmt: skip
    assert list(ProcrastinateJob.objects.values_list("task_name", "args")) == [
        ("parse_digest", {"digest_id": digest.pk})
    ]
    assert response["Location"] == reverse("admin:review", args=[digest.pk])
    page = editor_client.get(response["Location"])
    assert page["Refresh"] == "2"
    assert "Reading the digest…" in page.content.decode()


def test_the_form_offers_the_series_that_was_used_last(send, editor_client):
    other = make.make_series("Evening desk")
    make.make_digest(series=other)
    page = editor_client.get(reverse("admin:add_digest"))
    assert page.context["form"]["series"].initial == other.pk


def test_several_files_become_several_digests(send):
    response = send(uploads=[upload("one.txt", b"One."), upload("two.txt", b"Two.")])
    assert response["Location"] == reverse("admin:index")
    assert list(Digest.objects.order_by("id").values_list("filename", "received_how")) == [
        ("one.txt", "upload"),
        ("two.txt", "upload"),
    ]


def test_the_same_bytes_again_are_told_and_shown(send, editor_client):
    known = make.make_digest(TEXT, published=False, title="Known before")
    response = send(uploads=[upload("again.txt", TEXT.encode())])
    assert response["Location"] == reverse("admin:review", args=[known.pk])
    assert Digest.objects.count() == 1
    page = editor_client.get(response["Location"]).content.decode()
    assert "The archive already has these very bytes: Known before" in page


NOTHING = "Nothing was given. Paste the digest’s text, or choose a file."
BLANK = "The paste is empty: it has only blanks and line ends. Paste the digest’s text."


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, {"text": [NOTHING]}),
        ({"text": ""}, {"text": [NOTHING]}),
        ({"text": " \r\n\t "}, {"text": [BLANK]}),
        (
            {"text": "Some", "uploads": [upload()]},
            {"text": ["You gave both a text and a file. Send one of them, then the other."]},
        ),
        (
            {"uploads": [upload("nought.txt", b"")]},
            {"uploads": ["nought.txt is empty: it has no bytes. Choose another file."]},
        ),
        (
            {"uploads": [upload("good.txt"), upload("nought.pdf", b"")]},
            {"uploads": ["nought.pdf is empty: it has no bytes. Choose another file."]},
        ),
        (
            {"uploads": [upload(f"{n}.txt") for n in range(11)]},
            {"uploads": ["Send at most 10 files at once."]},
        ),
        ({"text": "Some", "series": "999999"}, {"series": ["Choose one of the series in the list."]}),
        ({"text": "Some", "series": "no number"}, {"series": ["Choose one of the series in the list."]}),
    ],
)
def test_wrong_input_is_told_at_the_form_and_nothing_is_kept(send, given, told):
    response = send(**given)
    assert response.status_code == 422
    assert errors(response) == told
    assert Digest.objects.count() == 0


def test_a_file_of_blanks_is_refused_by_the_intake_and_told_at_the_form(send):
    response = send(uploads=[upload("blank.txt", b" \n ")])
    assert (response.status_code, list(errors(response))) == (422, ["__all__"])
    assert Digest.objects.count() == 0


def test_what_is_too_large_is_told_with_both_sizes(send, settings):
    settings.DIGEST_MAX_BYTES = 2048
    told = "has 2.9\xa0KB; a digest may have at most 2.0\xa0KB. Send it in parts."
    assert errors(send(text="ž" * 1500)) == {"text": [f"The paste {told}"]}
    assert errors(send(uploads=[upload("big.txt", b"x" * 3000)])) == {"uploads": [f"big.txt {told}"]}


def test_a_paste_above_what_a_request_may_hold_is_still_answered_at_the_form(send, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 4096
    response = send(text="x" * 8000)
    assert response.status_code == 413
    assert "What you sent is too large; a digest may have at most 10.0\xa0MB." in response.content.decode()


def test_a_request_above_all_limits_is_answered_without_being_read(send, settings):
    settings.DIGEST_MAX_BYTES = 100
    assert send(uploads=[upload("big.bin", b"x" * 2000)]).status_code == 413


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("binary.txt", bytes(range(256)) * 4),
        ("broken.pdf", b"%PDF-1.7 broken"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n"),
        ("nul.txt", b"Text\0with NUL\0bytes"),
        ("mixed.txt", "Žofín ".encode() + "Žofín".encode("cp1250")),
        ("../../etc/<script>.txt", b"A name to be careful with."),
    ],
)
def test_odd_files_are_kept_for_the_reading_step_to_judge(send, name, raw):
    assert send(uploads=[upload(name, raw)]).status_code == 302
    assert bytes(Digest.objects.get().raw) == raw


def test_a_pasted_nul_is_kept_too(send):
    assert send(text="A\0B").status_code == 302
    assert bytes(Digest.objects.get().raw) == b"A\0B"


def test_a_form_without_its_token_is_refused(editor, series):
    from django.test import Client  # noqa: PLC0415

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    response = strict.post(reverse("admin:add_digest"), {"series": series.pk, "text": "Some"})
    assert (response.status_code, Digest.objects.count()) == (403, 0)


def test_without_any_series_the_page_leads_to_adding_one(editor_client):
    page = editor_client.get(reverse("admin:add_digest")).content.decode()
    assert reverse("admin:archive_series_add") in page
