"""Screens of the invitations to meetings: the page behind a link, answering signed in, the private calendar."""
