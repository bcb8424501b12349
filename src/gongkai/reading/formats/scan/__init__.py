"""Pictures of pages -> neutral document, by the optional extra ``ocr``."""
