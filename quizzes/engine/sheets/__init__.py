"""Tables as other programs read and write them: CSV and XLSX.

Writing: `csv_bytes`, `xlsx_bytes`; what somebody typed is never a formula in them.
"""

from quizzes.engine.sheets.neutral import neutralized, restored
from quizzes.engine.sheets.writing import Cell, Sheet, csv_bytes, xlsx_bytes

__all__ = ["Cell", "Sheet", "csv_bytes", "neutralized", "restored", "xlsx_bytes"]
