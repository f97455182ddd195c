#!/usr/bin/env python3
"""Writes .xlsx workbooks that hold every kind of cell that XlsxWriter and openpyxl know, into a folder."""
import datetime as dt
import sys
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

FOLDER = Path(sys.argv[1])
TEXTS = ["biasa", " tepi ", "dua\nbaris", "a & <b> \"c\"", "é √ 漢字 😀", "_x0041_", "123", "-", "=bukan", "x" * 32767, "tab\there"]
NUMBERS = [0, 1, -1, 0.1, 1 / 3, 2978641819, 9499999.999999998, 123456789012345678, 1e-7, 1.5e300, -1e-300, 202.36]
MOMENTS = [
    dt.datetime(2024, 3, 4, 13, 30, 15), dt.date(2024, 2, 29), dt.time(7, 45), dt.timedelta(hours=30, minutes=5),
    dt.date(1900, 1, 1), dt.date(1900, 3, 1), dt.date(9999, 12, 31),
]
RESULTS = [0, 12.5, "teks", "", True, "#DIV/0!", "#N/A", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"]


def by_xlsxwriter(name, **options):
    book = xlsxwriter.Workbook(FOLDER / name, options)
    sheet = book.add_worksheet("Jum'at & 1")
    percent, date = book.add_format({"num_format": "0.00%"}), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    bold, border = book.add_format({"bold": True}), book.add_format({"border": 1})
    for row, text in enumerate(TEXTS):
        sheet.write_string(row, 0, text)
        sheet.write_blank(row, 1, None, border)
        if row < len(NUMBERS):
            sheet.write_number(row, 2, NUMBERS[row])
            sheet.write_number(row, 3, NUMBERS[row], percent)
        if row < len(MOMENTS):
            sheet.write_datetime(row, 4, MOMENTS[row], date)
        sheet.write_formula(row, 5, f"=C{row + 1}*2", None, RESULTS[row])
        if row == 0:
            sheet.write_rich_string(row, 6, "te", bold, "bal", " biasa")
        sheet.write_boolean(row, 7, row % 2 == 0)
        if row == 1:
            sheet.write_url(row, 8, "https://example.org/?a=1&b=2", string="tautan")
    sheet.write_array_formula("J20:J22", "{=C1:C3*2}", None, 7)
    sheet.write_dynamic_array_formula("K20", "=SORT(C1:C3)", None, 3)
    sheet.write_formula("L20", "=LET(x,1,x+1)", None, 2)
    if not options.get("constant_memory"):
        sheet.merge_range("A25:B27", "gabungan", border)
        sheet.merge_range("C25:C30", 12, border)
        sheet.write_comment("A25", "catatan")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("D:D", None, None, {"hidden": True})
    other = book.add_worksheet("Tersembunyi")
    other.write(0, 0, "x")
    other.hide()
    book.add_worksheet("Kosong")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Kosong!$A$1:$A$2"})
    book.add_chartsheet("Grafik").set_chart(chart)
    book.close()


def by_openpyxl(name, epoch=None, write_only=False):
    book = openpyxl.Workbook(write_only=write_only)
    if epoch:
        book.epoch = epoch
    sheet = book.create_sheet("Data") if write_only else book.active
    rows = []
    for row in range(len(RESULTS)):
        text = TEXTS[row] if row < len(TEXTS) else None
        moment = MOMENTS[row] if row < len(MOMENTS) else None
        rows.append([text, NUMBERS[row], moment, row % 2 == 0, f"=B{row + 1}*2", None, RESULTS[row]])
    for row in rows:
        # A text that begins with = would be taken for a formula.
        sheet.append([None if isinstance(value, str) and value == "=bukan" else value for value in row])
    if not write_only:
        sheet["I1"] = CellRichText("te", TextBlock(InlineFont(b=True), "bal"))
        sheet["I2"] = ArrayFormula("I2:I4", "=B1:B3*2")
        sheet["I6"] = 0.1089
        sheet["I6"].number_format = "0.00%"
        sheet["A20"] = "gabungan"
        sheet.merge_cells("A20:C25")
        sheet["A20"].comment = Comment("catatan", "x")
        sheet.row_dimensions[5].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("Tersembunyi").sheet_state = "veryHidden"
    book.save(FOLDER / name)


by_xlsxwriter("xlsxwriter-plain.xlsx")
by_xlsxwriter("xlsxwriter-inline.xlsx", constant_memory=True)
by_xlsxwriter("xlsxwriter-memory.xlsx", in_memory=True)
by_xlsxwriter("xlsxwriter-zip64.xlsx", use_zip64=True)
by_openpyxl("openpyxl-plain.xlsx")
by_openpyxl("openpyxl-stream.xlsx", write_only=True)
by_openpyxl("openpyxl-1904.xlsx", epoch=openpyxl.utils.datetime.CALENDAR_MAC_1904)
