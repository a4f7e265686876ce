"""What a press release says and looks like: its facts, its sentences, its files; and the certificate."""
