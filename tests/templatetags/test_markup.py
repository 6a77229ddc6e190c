"""What is put together into HTML is escaped, and HTML is not escaped twice."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from archive.templatetags.markup import html, html_join

PARTS = st.one_of(st.text(), st.integers(), st.none(), st.text().map(mark_safe), st.just(gettext_lazy("R&D")))


@given(PARTS, PARTS)
def test_it_says_what_django_says(one: object, other: object) -> None:
    assert html("<p>{1}</p>{0}", one, other) == format_html("<p>{1}</p>{0}", one, other)
    rows = [(one, other), (other, one)]
    assert html_join(", ", "<b>{}</b>{}", rows) == format_html_join(", ", "<b>{}</b>{}", rows)


def test_what_was_put_together_is_html() -> None:
    assert html("<p>{}</p>", html("<i>{}</i>", "<&>")) == "<p><i>&lt;&amp;&gt;</i></p>"
    assert html_join("", "{}", [(html_join("", "<b>{}</b>", ["<"]),)]) == "<b>&lt;</b>"
