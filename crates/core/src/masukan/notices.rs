//! What is said of rows that are not taken over, in words.

use super::find::Letak;
use super::{Kept, Masukan, shown};
use crate::{Diagnostic, Grade, Laporan, Place, Text};

/// So many sections are named.
const MOST_NAMED: usize = 3;

/// A finding about a row, at a cell of it.
fn about(name: &'static str, row: &Masukan, place: Place, message: Text) -> Diagnostic {
    let mut finding = Diagnostic::new(name, Grade::Salah, message).at(place);
    finding.bagian = Some(row.bagian.clone()).filter(|bagian| !bagian.is_empty());
    finding.blok = Some(row.nama.value.clone());
    finding.bulan = Some(row.bulan);
    finding
}

/// The same, where its section is known.
fn within(name: &'static str, row: &Masukan, place: Place, letak: &Letak, message: Text) -> Diagnostic {
    let mut finding = about(name, row, place, message);
    finding.bagian = Some(letak.bagian.nama()).filter(|bagian| !bagian.is_empty());
    finding
}

/// No block has this name.
pub(super) fn unknown(row: &Masukan, nearest: &[String]) -> Diagnostic {
    let (cell, nama) = (row.nama.place.cell, &row.nama.value);
    let message = Text::new(
        format!("Tidak ada program, kegiatan atau indikator bernama “{nama}” dalam laporan."),
        format!("No program, kegiatan or indikator of the report is called “{nama}”."),
    );
    let advice = if nearest.is_empty() {
        Text::new(format!("Salin nama di {cell} dari laporan."), format!("Copy the name in {cell} from the report."))
    } else {
        let names: Vec<String> = nearest.iter().map(|name| format!("“{name}”")).collect();
        let (id, en) = (names.join(" atau "), names.join(" or "));
        Text::new(
            format!("Samakan {cell} dengan nama di laporan; yang paling mirip: {id}."),
            format!("Make {cell} the name that the report has; the nearest: {en}."),
        )
    };
    about("masukan-tidak-dikenal", row, row.nama.place, message).found(nama).advice(advice)
}

/// The name is known, but not there.
pub(super) fn elsewhere(row: &Masukan, named: &[Letak]) -> Diagnostic {
    let (nama, place) = (&row.nama.value, row.nama.place);
    let sections = sections(named);
    let message = if row.bagian.is_empty() {
        Text::new(
            format!("“{nama}” ada di laporan, tetapi di sisi lain formulir ({sections})."),
            format!("“{nama}” is in the report, but on the other side of the form ({sections})."),
        )
    } else {
        let bagian = &row.bagian;
        Text::new(
            format!("“{nama}” tidak ada di bagian “{bagian}”; nama itu ada di {sections}."),
            format!("“{nama}” is not in the section “{bagian}”; it is in {sections}."),
        )
    };
    let advice = Text::new(
        format!("Betulkan bagian, atau kolom tempat nama di {} ditulis.", place.cell),
        format!("Correct the section, or the column in which the name of {} stands.", place.cell),
    );
    about("masukan-tidak-dikenal", row, place, message).found(nama).advice(advice)
}

/// The block has no row for the month.
pub(super) fn no_month(row: &Masukan, letak: &Letak) -> Diagnostic {
    let (nama, bulan) = (&row.nama.value, row.bulan);
    let message = Text::new(
        format!("“{nama}” tidak memiliki baris {bulan} dalam laporan."),
        format!("“{nama}” has no row for {} in the report.", bulan.english()),
    );
    let advice = Text::new("Lengkapi dahulu bulan di laporan.", "Complete the months of the report first.");
    within("masukan-tidak-dikenal", row, row.nama.place, letak, message).found(bulan).advice(advice)
}

/// The table of the report lacks the column.
pub(super) fn no_column(row: &Masukan, letak: &Letak) -> Diagnostic {
    let nama = &row.nama.value;
    let message = Text::new(
        format!("Tabel “{nama}” dalam laporan tidak memiliki kolom realisasi atau keterangan untuk baris ini."),
        format!("The table of “{nama}” in the report has no column of realisasi or keterangan for this row."),
    );
    let advice = Text::new("Lengkapi dahulu kolom di laporan.", "Complete the columns of the report first.");
    within("masukan-tidak-dikenal", row, row.nama.place, letak, message).found(nama).advice(advice)
}

/// Several blocks fit.
pub(super) fn doubtful(row: &Masukan, found: &[Letak]) -> Diagnostic {
    let (nama, place, count) = (&row.nama.value, row.nama.place, found.len());
    let sections = sections(found);
    let message = Text::new(
        format!("“{nama}” dapat berarti {count} blok dalam laporan ({sections})."),
        format!("“{nama}” may be any of {count} blocks of the report ({sections})."),
    );
    let mut keys: Vec<String> = found.iter().map(|letak| letak.bagian.nama()).collect();
    keys.sort_unstable();
    keys.dedup();
    let advice = if keys.len() == count && row.bagian.is_empty() {
        Text::new(
            format!("Sebut bagiannya di kolom Bagian pada baris {}.", place.cell.row + 1),
            format!("Name the section in the column Bagian of row {}.", place.cell.row + 1),
        )
    } else {
        Text::new(
            "Nama bagian saja tidak membedakannya: isi realisasinya langsung di laporan.",
            "The section's name does not tell them apart: type the realisasi in the report itself.",
        )
    };
    about("masukan-meragukan", row, place, message).found(nama).advice(advice)
}

/// Two rows or more are of one month of one block.
pub(super) fn doubled(row: &Masukan, found: &[Letak], first: &Masukan, others: Vec<Place>) -> Diagnostic {
    let (cell, before) = (row.nama.place.cell, first.nama.place.cell);
    let (nama, bulan, english) = (&row.nama.value, row.bulan, row.bulan.english());
    let (a, b) = (shown(&first.realisasi.value), shown(&row.realisasi.value));
    let message = Text::new(
        format!(
            "{bulan} untuk “{nama}” disebut lebih dari sekali: {a} ({before}) dan {b} ({cell}); tidak ada yang dipakai."
        ),
        format!("{english} of “{nama}” is given more than once: {a} ({before}) and {b} ({cell}); none was used."),
    );
    let advice = Text::new("Sisakan satu baris, yang benar.", "Leave one row, the right one.");
    let mut finding = match found.first() {
        Some(letak) => within("masukan-ganda", row, row.nama.place, letak, message),
        None => about("masukan-ganda", row, row.nama.place, message),
    };
    finding.also = others;
    finding.found(nama).advice(advice)
}

/// Something else stands in the report already.
pub(super) fn kept(laporan: &Laporan, row: &Masukan, letak: &Letak, kept: &Kept) -> Diagnostic {
    let cell = format!("{}!{}", laporan.nama_lembar(kept.place.sheet), kept.place.cell);
    let (given, stands) = (&kept.given, &kept.stands);
    let (old_id, old_en) = if stands.is_empty() {
        ("rumus".to_owned(), "a formula".to_owned())
    } else {
        (format!("“{stands}”"), format!("“{stands}”"))
    };
    let message = Text::new(
        format!("{cell} sudah berisi {old_id}, sedangkan tabel menyebut “{given}”; isi laporan tidak diganti."),
        format!("{cell} holds {old_en} already, but the table says “{given}”; the report was left as it is."),
    );
    let advice = Text::new(
        "Bila tabel yang benar, jalankan lagi dengan --replace.",
        "If the table is right, run it again with --replace.",
    );
    within("realisasi-sudah-terisi", row, row.realisasi.place, letak, message).found(given.plain()).advice(advice)
}

/// The figure is counted in something else.
pub(super) fn other_unit(row: &Masukan, letak: &Letak, satuan: &str) -> Diagnostic {
    let cell = row.realisasi.place.cell;
    let given = format!("{} {}", shown(&row.realisasi.value), row.unit).trim_end().to_owned();
    let message = Text::new(
        format!("Sel {cell} berisi “{given}”, padahal realisasi ini dihitung dalam {satuan}."),
        format!("Cell {cell} holds “{given}”, but this realisasi is counted in {satuan}."),
    );
    let advice = Text::new(
        format!("Ketik angkanya saja di {cell}, dalam {satuan}."),
        format!("Type only the number in {cell}, in {satuan}."),
    );
    within("angka-meragukan", row, row.realisasi.place, letak, message).found(given).advice(advice)
}

/// The sections of some blocks, the first few by name.
fn sections(found: &[Letak]) -> String {
    let mut names: Vec<String> = Vec::new();
    for letak in found {
        let nama = letak.bagian.nama();
        if !names.contains(&nama) {
            names.push(nama);
        }
    }
    let more = if names.len() > MOST_NAMED { ", …" } else { "" };
    format!("{}{more}", names.iter().take(MOST_NAMED).cloned().collect::<Vec<_>>().join("; "))
}
