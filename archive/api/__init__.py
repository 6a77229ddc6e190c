"""What programs send and ask for. Knows the rooms below; no page is made here."""
