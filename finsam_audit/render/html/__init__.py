"""The report as one HTML file: ``page`` sets it, ``marks`` says what each figure went through, ``pictures`` draws."""
