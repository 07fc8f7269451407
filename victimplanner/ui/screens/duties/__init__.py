"""The Code duties tab of a case: every duty towards one witness, what starts it, when she was told and what came of it."""
