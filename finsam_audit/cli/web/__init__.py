"""The page of ``finsam-audit serve``: drop a report, look at doubted figures beside their page, correct, check, save."""
