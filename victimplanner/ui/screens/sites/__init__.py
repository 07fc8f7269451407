"""The directory of sites and rooms from which evidence can be given."""
