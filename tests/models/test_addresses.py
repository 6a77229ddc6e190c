"""Addresses that are worked out once."""

import pytest
from django.urls import NoReverseMatch, set_script_prefix

from archive.models.addresses import address


def test_an_address_is_that_of_urls_py():
    assert address("search") == "/search/"
    assert address("day", 2026, 11, 17) == "/calendar/2026/11/17/"
    assert address("source", "harbour-gazette") == "/newspapers/harbour-gazette/"


def test_below_a_prefix_addresses_begin_with_it():
    assert address("people") == "/people/"
    set_script_prefix("/archive/")
    try:
        assert address("people") == "/archive/people/"
    finally:
        set_script_prefix("/")


def test_a_page_that_there_is_not_has_none():
    with pytest.raises(NoReverseMatch):
        address("nowhere")
