"""Every component renders with its sample, under strict templates, and carries no inline script or style."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from palier.web.catalogue.samples import FAMILIES

SAMPLES = [sample for family in FAMILIES.values() for sample in family.samples]
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
def test_a_component_renders_with_its_sample(sample):
    html = render_to_string(sample.template, dict(sample.context()), RequestFactory().get("/composants/listes/"))
    assert html.strip()
    assert not INLINE.search(html)


@pytest.mark.parametrize("key", FAMILIES)
def test_each_family_has_its_page(client, db, key):
    answer = client.get(f"/composants/{key}/")
    assert answer.status_code == 200
    assert FAMILIES[key].title in answer.text


def test_a_family_that_does_not_exist_is_not_found(client, db):
    assert client.get("/composants/inconnue/").status_code == 404
