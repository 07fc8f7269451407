"""What a reviewer or an inspector asks of a file: seventeen questions, each answered from the records of one witness."""
