"""The people of the measures: those of the tests, made once for the measures that share a database."""

from tests.cast import Cast, make_cast

from palier.partners.models import Group, Organisation, User


def people() -> Cast:
    """The cast, written by the first measure that asks and read by the next."""
    users = {user.email.partition("@")[0]: user for user in User.objects.filter(email__endswith="@example.org")}
    if not users:
        return make_cast()
    groups = {group.code: group for group in Group.objects.unsealed("bench")}
    named = {organisation.type_id: organisation for organisation in Organisation.objects.all()}
    return Cast(users, groups["DIG-1"], groups["MAN-1"], named["BAI"], named["MAI"], named["PN"])
