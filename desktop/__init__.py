"""Baken: offline client files, shelter and information sheets for the reception centres."""

__version__ = "0.1.0"
