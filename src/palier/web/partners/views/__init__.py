"""Views of the partners' screens: fetch or 404, bind the form, call one service, answer."""
