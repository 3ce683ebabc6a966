"""The grants table: what each role may never do, and how a verb is asked for."""

import pytest

from palier.access.actor import NOBODY
from palier.access.grants import GRANTS, MEANINGS, Verb, groups_where, holds, holds_anywhere, require
from palier.access.levels import Level
from palier.access.roles import CLEARANCES, LABELS, MANDATE_ROLES, SEAT_ROLES, Role
from palier.kernel.errors import NotGranted

CONTENT = {verb for verb in Verb if verb.value.split(":")[0] in {"report", "problem", "action", "meeting", "minutes"}}


def test_every_role_has_grants_a_label_and_is_a_seat_or_a_mandate():
    assert set(GRANTS) == set(Role) == set(LABELS) == set(SEAT_ROLES) | set(MANDATE_ROLES)
    assert not set(SEAT_ROLES) & set(MANDATE_ROLES)


def test_every_verb_has_a_meaning_and_is_granted_to_someone():
    assert set(MEANINGS) == set(Verb)
    assert set().union(*GRANTS.values()) == set(Verb)


def test_no_role_clears_the_sealed_drawer_and_partners_stop_at_the_group():
    assert max(CLEARANCES.values()) == Level.POLICE
    assert Role.PARTNER.clearance is Level.GROUP
    assert all(role.clearance is None for role in MANDATE_ROLES)


@pytest.mark.parametrize("role", MANDATE_ROLES)
def test_a_mandate_holds_no_verb_on_content(role):
    assert not GRANTS[role] & CONTENT


def test_the_dpo_reads_logs_and_retention_and_edits_neither_accounts_nor_groups():
    assert {Verb.JOURNAL_AUDIT, Verb.CONSULTATIONS_READ, Verb.RETENTION_READ} <= GRANTS[Role.DPO]
    assert not GRANTS[Role.DPO] & {Verb.ACCOUNT_EDIT, Verb.GROUP_READ, Verb.GROUP_CREATE, Verb.DIRECTORY_READ}


def test_no_one_in_a_group_reads_the_logs_nor_edits_the_service():
    kept = {Verb.JOURNAL_AUDIT, Verb.CONSULTATIONS_READ, Verb.ACCOUNT_EDIT, Verb.CHARTER_EDIT, Verb.GROUP_CREATE}
    for role in SEAT_ROLES:
        assert not GRANTS[role] & kept


def test_only_the_chief_and_deputies_lead_close_and_seal():
    for verb in (Verb.PROBLEM_CLOSE, Verb.PROBLEM_SEAL, Verb.MINUTES_VALIDATE, Verb.GROUP_LEAD):
        assert {role for role in Role if verb in GRANTS[role]} == {Role.CHIEF, Role.DEPUTY}


def test_police_administration_and_data_protection_need_a_second_factor():
    assert {role for role in Role if not role.needs_second_factor} == {Role.PARTNER}


def test_a_verb_of_a_seat_holds_in_its_group_only(cast):
    alice = cast.actor("alice")
    assert holds(alice, Verb.PROBLEM_CLOSE, cast.group.pk)
    assert not holds(alice, Verb.PROBLEM_CLOSE, cast.other_group.pk)
    assert not holds(alice, Verb.PROBLEM_CLOSE)
    assert holds_anywhere(alice, Verb.PROBLEM_CLOSE)
    assert groups_where(alice, Verb.PROBLEM_CLOSE) == {cast.group.pk}


def test_a_verb_of_a_mandate_holds_everywhere(cast):
    agathe = cast.actor("agathe")
    assert holds(agathe, Verb.ACCOUNT_EDIT)
    assert holds(agathe, Verb.ACCOUNT_EDIT, cast.group.pk)
    assert not groups_where(agathe, Verb.ACCOUNT_EDIT)


@pytest.mark.parametrize("verb", Verb)
def test_nobody_holds_nothing(verb):
    assert not holds_anywhere(NOBODY, verb)
    with pytest.raises(NotGranted, match="Votre rôle ne permet pas"):
        require(NOBODY, verb)


@pytest.mark.parametrize("name", ["fatou", "hugo", "gaelle"])
def test_without_a_seat_a_member_holds_nothing(cast, name):
    assert not any(holds_anywhere(cast.actor(name), verb) for verb in Verb)
