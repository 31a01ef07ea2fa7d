"""Every way a calculator or a checklist is shown. Surfaces import the rooms, never the reverse."""
