"""An inspector's questions on screen: of one case or of a sample, with the way to the entries behind each answer."""
