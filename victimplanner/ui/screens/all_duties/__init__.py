"""The page of all duties: every duty of every open case, for whoever asks which case needs help."""
