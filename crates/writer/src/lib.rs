//! The print room: writes filled workbooks, anew or in place. It never sees how a workbook was read.

mod anew;
mod inplace;
