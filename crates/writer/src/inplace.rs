//! Filling a workbook in place: only the cells that change are touched.
