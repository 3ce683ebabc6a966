"""Forms of the partners' screens: they check shape; the services check meaning."""
