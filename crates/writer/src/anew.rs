//! Building a workbook anew from a report.
