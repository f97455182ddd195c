//! Of sheets, tables, rows and signatures.

use lampiran_core::{CellRef, Diagnostic, Place, SheetId, Text, format_id};
use rust_decimal::Decimal;

use super::super::desk::Fold;
use super::{look, wrong};
use crate::words;

/// The workbook holds no lampiran at all.
pub(in super::super) fn no_lampiran(hidden: &[&str]) -> Diagnostic {
    let advice = if hidden.is_empty() {
        Text::new(
            "Kirim berkas yang memuat tabel lampiran: kepala dengan Sasaran, Indikator, Bulan, Target dan Realisasi.",
            "Give a file with a lampiran table: a heading with Sasaran, Indikator, Bulan, Target and Realisasi.",
        )
    } else {
        let names = quoted(hidden);
        Text::new(
            format!("Tampilkan dulu lembar {names}: tabelnya ada di lembar tersembunyi."),
            format!("Unhide sheet {names} first: its table is on a hidden sheet."),
        )
    };
    wrong(
        "lampiran-tidak-ditemukan",
        "Tidak ada tabel lampiran (capaian rencana aksi) di berkas ini.",
        "There is no lampiran table (capaian rencana aksi) in this file.",
    )
    .advice(advice)
}

/// Visible sheets without a table.
pub(in super::super) fn sheets_without_table(first: SheetId, names: &[&str]) -> Diagnostic {
    let english = match names {
        [_] => format!("Sheet {} holds no lampiran table and was passed over.", quoted(names)),
        _ => format!("Sheets {} hold no lampiran table and were passed over.", quoted(names)),
    };
    let mut diagnostic = look(
        "lampiran-tidak-ditemukan",
        format!("Lembar {} tidak memuat tabel lampiran dan dilewati.", quoted(names)),
        english,
    )
    .on(first)
    .advice(Text::new(
        "Biarkan bila memang bukan lampiran; bila lampiran, samakan kepala tabelnya dengan formulir.",
        "Leave it if it is no lampiran; if it is, give its table the headings of the form.",
    ));
    diagnostic.count = names.len();
    diagnostic
}

/// Hidden sheets that hold a table.
pub(in super::super) fn hidden_sheets(first: SheetId, names: &[&str]) -> Diagnostic {
    let mut diagnostic = look(
        "lembar-tersembunyi",
        format!("Lembar tersembunyi {} memuat tabel lampiran; isinya tidak dibaca.", quoted(names)),
        match names {
            [_] => format!("Hidden sheet {} holds a lampiran table; it was not read.", quoted(names)),
            _ => format!("Hidden sheets {} hold lampiran tables; they were not read.", quoted(names)),
        },
    )
    .on(first)
    .advice(Text::new(
        format!("Hapus lembar {} bila hanya salinan, atau tampilkan bila harus dibaca.", quoted(names)),
        format!("Delete sheet {} if it is only a copy, or unhide it if it must be read.", quoted(names)),
    ));
    diagnostic.count = names.len();
    diagnostic
}

/// A column of months under headings that are not those of the form.
pub(in super::super) fn unknown_heading(place: Place) -> Diagnostic {
    let cell = place.cell;
    wrong(
        "kepala-tabel-tidak-dikenal",
        format!("Ada deretan nama bulan mulai sel {cell}, tetapi kepala tabel di atasnya tidak dikenal."),
        format!("Names of months stand from cell {cell} on, but the heading above them is not known."),
    )
    .at(place)
    .advice(Text::new(
        format!("Beri kepala di atas sel {cell}: Indikator atau Program, Bulan, Target, Realisasi."),
        format!("Put a heading above cell {cell}: Indikator or Program, Bulan, Target, Realisasi."),
    ))
}

/// A heading over a column of the table that names nothing known.
pub(in super::super) fn unknown_column(place: Place, heading: &str) -> Diagnostic {
    let cell = place.cell;
    look(
        "kolom-tidak-dikenal",
        format!("Kolom “{heading}” (sel {cell}) tidak dikenal; isinya tidak dibaca."),
        format!("The column “{heading}” (cell {cell}) is not known; it was not read."),
    )
    .at(place)
    .found(heading)
    .advice(Text::new(
        format!(
            "Ganti kepala di sel {cell} dengan nama kolom di formulir bila isinya perlu dibaca; bila tidak, biarkan."
        ),
        format!("Put the form's own heading in cell {cell} if the column must be read; if not, leave it."),
    ))
}

/// A heading that scales the amounts.
pub(in super::super) fn scaled(place: Place, factor: u32) -> Diagnostic {
    let cell = place.cell;
    let factor = format_id(factor.into());
    look(
        "angka-meragukan",
        format!(
            "Kepala di sel {cell} menyebut ribuan atau jutaan; semua angka anggaran di bawahnya dikalikan {factor}."
        ),
        format!(
            "The heading in cell {cell} says thousands or millions; all amounts below were multiplied by {factor}."
        ),
    )
    .at(place)
    .advice(Text::new(
        format!(
            "Periksa apakah angka di bawah sel {cell} memang ditulis tanpa {} nol terakhir.",
            factor.matches('0').count()
        ),
        format!(
            "See whether the amounts below cell {cell} do leave out the last {} zeros.",
            factor.matches('0').count()
        ),
    ))
}

/// A block whose rows are all hidden.
pub(in super::super) fn hidden_block(
    place: Place,
    rows: (u32, u32),
    nama: &str,
    amount: Option<Decimal>,
) -> Diagnostic {
    let (first, last) = (rows.0 + 1, rows.1 + 1);
    let (id, en) = amount.map_or_else(Default::default, |amount| {
        let amount = format!(" (Tahunan {})", format_id(amount));
        (amount.clone(), amount)
    });
    let mut diagnostic = look(
        "baris-tersembunyi",
        format!("Baris {first}–{last} tersembunyi dan memuat “{nama}”{id}; tidak ikut dijumlahkan."),
        format!("Rows {first}–{last} are hidden and hold “{nama}”{en}; left out of the sums."),
    )
    .at(place)
    .advice(Text::new(
        format!("Hapus baris {first}–{last} bila tidak berlaku lagi, atau tampilkan bila masih berlaku."),
        format!("Delete rows {first}–{last} if they no longer apply, or unhide them if they do."),
    ));
    diagnostic.found = amount.map(|amount| amount.to_string());
    diagnostic
}

/// A value under a merged area or below a block's top row that is not the block's own.
pub(in super::super) fn covered(place: Place, top: CellRef, text: &str) -> Diagnostic {
    let (cell, shown) = (place.cell, words::tidy(text));
    look(
        "isi-di-luar-tabel",
        format!("Sel {cell} berisi “{shown}”, tetapi nilai blok ini ada di sel {top}; isi {cell} tidak dibaca."),
        format!("Cell {cell} holds “{shown}”, but this block's value is in cell {top}; {cell} was not read."),
    )
    .at(place)
    .found(&shown)
    .advice(Text::new(
        format!("Kosongkan sel {cell}, atau pindahkan isinya ke sel {top} bila itu yang benar."),
        format!("Clear cell {cell}, or move its content to cell {top} if that is right."),
    ))
}

/// Figures in rows of the table that belong to no month.
pub(in super::super) fn stray(fold: &Fold) -> Option<Diagnostic> {
    let first = fold.first()?;
    let cell = first.cell;
    let mut diagnostic = look(
        "isi-di-luar-tabel",
        format!("Baris {} memuat angka (sel {cell}) tetapi tidak memuat bulan; tidak dibaca.", cell.row + 1),
        format!("Row {} holds figures (cell {cell}) but no month; it was not read.", cell.row + 1),
    )
    .at(first)
    .advice(Text::new(
        format!("Tulis bulannya bila sel {cell} adalah data, atau pindahkan catatan ini ke luar tabel."),
        format!("Write its month if cell {cell} is data, or move this note out of the table."),
    ));
    diagnostic.also = fold.places.iter().skip(1).copied().collect();
    diagnostic.count = fold.places.len();
    Some(diagnostic)
}

/// A NIP held as a number.
pub(in super::super) fn nip_lost(place: Place) -> Diagnostic {
    let cell = place.cell;
    look(
        "nip-rusak",
        format!("NIP di sel {cell} tersimpan sebagai angka; digit ke-16 sampai ke-18 hilang."),
        format!("The NIP in cell {cell} is stored as a number; digits 16 to 18 are lost."),
    )
    .at(place)
    .advice(Text::new(
        format!("Ubah format sel {cell} menjadi teks, lalu ketik ulang 18 digit NIP."),
        format!("Format cell {cell} as text, then type the 18 digits of the NIP again."),
    ))
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}
