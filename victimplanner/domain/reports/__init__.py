"""Numbers about all cases of an office: rows made from case files, figures counted from rows."""
