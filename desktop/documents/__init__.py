"""Text on paper: sheets set right in every script, written as PDF by ReportLab, looked at through PDFium."""
