import pytest
from django.core.management import CommandError, call_command

from archive.ingest import review
from archive.ingest.reference import load_reference
from archive.models import Alias, Country, Source, Topic

pytestmark = pytest.mark.django_db


def test_an_archive_starts_with_countries_newspapers_and_topics():
    added = load_reference()
    assert added == {
        "countries": Country.objects.count(),
        "newspapers": Source.objects.count(),
        "topics": Topic.objects.count(),
    }
    assert min(added.values()) >= 20
    assert Country.objects.get(code="RS").name == "Serbia"
    assert Source.objects.get(slug="izvestia").name == "Izvestia"


def test_a_second_time_changes_nothing():
    load_reference()
    before = [list(model.objects.order_by("pk").values_list()) for model in (Country, Source, Topic, Alias)]
    assert load_reference() == {"countries": 0, "newspapers": 0, "topics": 0}
    assert [list(model.objects.order_by("pk").values_list()) for model in (Country, Source, Topic, Alias)] == before


def test_what_an_editor_changed_stays():
    load_reference()
    source, topic = Source.objects.get(slug="izvestia"), Topic.objects.first()
    review.rename(source, who=None, name="Izvestiya of Moscow", slug="izvestiya-of-moscow")
    review.rename(topic, who=None, name="Something else", slug="something-else")
    Topic.objects.filter(pk=topic.pk).update(keywords=["else"])
    assert load_reference() == {"countries": 0, "newspapers": 0, "topics": 0}
    assert Source.objects.filter(name="Izvestia").count() == 0
    assert Topic.objects.get(pk=topic.pk).keywords == ["else"]


def test_newspapers_of_ones_own(tmp_path):
    path = tmp_path / "papers.csv"
    path.write_text("name,aliases,country\nThe Harbour Gazette,Gazette of Harbours|THG,RO\n")
    call_command("load_reference", newspapers=path, verbosity=0)
    source = Source.objects.get(name="The Harbour Gazette")
    assert (source.country.name, sorted(source.aliases.values_list("name", flat=True))) == (
        "Romania",
        ["Gazette of Harbours", "THG", "The Harbour Gazette"],
    )


def test_a_file_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "papers.csv"
    path.write_text("paper\nThe Harbour Gazette\n")
    with pytest.raises(CommandError, match="not a CSV file with name,aliases,country"):
        call_command("load_reference", newspapers=path, verbosity=0)
