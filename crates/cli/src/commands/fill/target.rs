//! Where a filled workbook goes, and what it may replace there.

use std::path::{Path, PathBuf};

use lampiran_reader::grid::FileFormat;

use crate::files::Source;
use crate::isolate;
use crate::save::resolve;
use crate::{Failure, Outcome};

/// Sheets that every filled workbook has, and no form of an office.
const OURS: [&str; 3] = ["Rekap Kinerja", "Rekap Keuangan", "Catatan"];

/// The name of the result: `out`, else one beside the input. A file that is there already is replaced only where it is
/// the result of an earlier fill, or with `force`.
pub fn target(source: &Source, out: Option<&Path>, extension: &str, force: bool) -> Result<PathBuf, Failure> {
    let target = match (out, source.path()) {
        (Some(out), _) => out.to_owned(),
        (None, Some(path)) => beside(path, extension),
        (None, None) => {
            return Err(Failure::new(
                "masukan standar tidak bernama: sebut nama hasilnya dengan -o.",
                "standard input has no name: name the result with -o.",
            ));
        }
    };
    if target == Path::new("-") {
        return Ok(target);
    }
    resolve(&target, source.path().as_slice())?;
    named(&target, extension)?;
    let shown = target.display();
    if !force && target.exists() && !is_ours(&target) {
        return Err(Failure::new(
            format!("{shown} sudah ada dan bukan hasil pengisian. Pilih nama lain dengan -o, atau tambahkan --force."),
            format!("{shown} exists and is no filled workbook. Choose another name with -o, or add --force."),
        ));
    }
    if !force {
        closed(&target)?;
    }
    Ok(target)
}

/// Refuses a name that ends as another kind of file: Excel would not open the result.
pub fn named(target: &Path, extension: &str) -> Result<(), Failure> {
    if target.extension().is_some_and(|given| given.eq_ignore_ascii_case(extension)) {
        return Ok(());
    }
    let shown = target.display();
    Err(Failure::new(
        format!("{shown}: hasilnya buku kerja .{extension}. Beri nama yang berakhiran .{extension}."),
        format!("{shown}: the result is a .{extension} workbook. Give it a name that ends in .{extension}."),
    ))
}

/// Refuses a target that is open in an office program: what is saved there would later replace the result.
pub fn closed(target: &Path) -> Result<(), Failure> {
    if !Source::File(target.to_owned()).is_open_elsewhere() {
        return Ok(());
    }
    let shown = target.display();
    Err(Failure::new(
        format!(
            "{shown} tampaknya masih terbuka di Excel atau LibreOffice. Tutup dahulu, pilih nama lain dengan -o, atau \
             tambahkan --force."
        ),
        format!(
            "{shown} seems to be still open in Excel or LibreOffice. Close it, choose another name with -o, or add --force."
        ),
    ))
}

/// What the result is called at its end: a workbook with macros keeps them, and its name.
pub fn extension(outcome: &Outcome, fresh: bool) -> &'static str {
    let has_macros = outcome.workbook.as_ref().is_some_and(|book| book.format == FileFormat::Xlsm);
    if has_macros && !fresh { "xlsm" } else { "xlsx" }
}

/// `Laporan.xls` gives `Laporan.terisi.xlsx`; a filled workbook that is filled again keeps its name with a number.
fn beside(input: &Path, extension: &str) -> PathBuf {
    let stem = input.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = match stem.rsplit_once(".terisi") {
        Some((name, "")) => format!("{name}.terisi-2.{extension}"),
        Some((name, number)) => match number.strip_prefix('-').and_then(|number| number.parse::<u32>().ok()) {
            Some(number) => format!("{name}.terisi-{}.{extension}", number.saturating_add(1)),
            None => format!("{stem}.terisi.{extension}"),
        },
        None => format!("{stem}.terisi.{extension}"),
    };
    input.with_file_name(name)
}

/// Whether a workbook was made by an earlier fill.
fn is_ours(path: &Path) -> bool {
    let workbook = std::fs::read(path).ok().and_then(|bytes| isolate::open(&bytes, None).ok());
    workbook.is_some_and(|workbook| OURS.iter().all(|name| workbook.sheets.iter().any(|sheet| sheet.name == *name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_result_lies_beside_the_input_and_never_over_it() {
        for (input, result) in [
            ("a/Lampiran Februari.xlsx", "a/Lampiran Februari.terisi.xlsx"),
            ("Lampiran.xls", "Lampiran.terisi.xlsx"),
            ("Lampiran.v2.ods", "Lampiran.v2.terisi.xlsx"),
            ("Lampiran.terisi.xlsx", "Lampiran.terisi-2.xlsx"),
            ("Lampiran.terisi-9.xlsx", "Lampiran.terisi-10.xlsx"),
        ] {
            assert_eq!(beside(Path::new(input), "xlsx"), Path::new(result));
        }
    }
}
