//! Of cells that hold figures.

use lampiran_core::{Decimal, Diagnostic, Persen, Place, Text, format_id};

use super::super::desk::{Fold, Unsure};
use super::{look, wrong};
use crate::figure::{Figure, Value};
use crate::{date, figure, words};

/// The short names of the months in which Excel shows a date.
const SHORT: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"];

/// A number that was typed with a date's marks. What was typed can only be asked.
fn date_and_guess(serial: Decimal, date_1904: bool) -> (String, String) {
    let Some(date) = date::from_serial(serial, date_1904) else { return (serial.to_string(), String::new()) };
    let month = SHORT.get(usize::from(date.month) - 1).copied().unwrap_or_default();
    let (day, number) = (date.day, date.month);
    (format!("{day:02}-{month}-{}", date.year), format!("{day},{number} atau {day}.{number}"))
}

/// A figure became a date.
pub(in super::super) fn became_date(
    place: Place,
    serial: Decimal,
    date_1904: bool,
    expected: Option<Persen>,
) -> Diagnostic {
    let (shown, guess) = date_and_guess(serial, date_1904);
    let cell = place.cell;
    let guess_en = guess.replace("atau", "or");
    let right = expected.map(|persen| persen.to_string());
    let (right_id, right_en) =
        right.as_ref().map_or(("ulang angkanya", "the figure again"), |right| (right.as_str(), right.as_str()));
    let mut diagnostic = wrong(
        "angka-menjadi-tanggal",
        format!("Sel {cell} berisi tanggal ({shown}), padahal kolom ini berisi angka; mungkin yang diketik {guess}."),
        format!("Cell {cell} holds a date ({shown}) in a column of figures; {guess_en} may have been typed."),
    )
    .at(place)
    .found(shown)
    .advice(Text::new(
        format!("Ubah format sel {cell} menjadi angka, lalu ketik {right_id}."),
        format!("Format cell {cell} as a number, then type {right_en}."),
    ));
    diagnostic.expected = expected.map(|persen| persen.0.to_string());
    diagnostic
}

/// An ordinal became a date: no figure is lost.
pub(in super::super) fn ordinal_became_date(place: Place, serial: Decimal, date_1904: bool) -> Diagnostic {
    let (shown, guess) = date_and_guess(serial, date_1904);
    let cell = place.cell;
    let guess_en = guess.replace("atau", "or");
    look(
        "angka-menjadi-tanggal",
        format!("Nomor di sel {cell} menjadi tanggal ({shown}); mungkin yang diketik {guess}."),
        format!("The ordinal in cell {cell} became a date ({shown}); {guess_en} may have been typed."),
    )
    .at(place)
    .found(shown)
    .advice(Text::new(
        format!("Ubah format sel {cell} menjadi teks, lalu ketik ulang nomornya."),
        format!("Format cell {cell} as text, then type the ordinal again."),
    ))
}

/// A text that fits no reading.
pub(in super::super) fn unreadable(place: Place, text: &str) -> Diagnostic {
    let (cell, shown) = (place.cell, words::tidy(text));
    let mut diagnostic = wrong(
        "angka-tidak-terbaca",
        format!("Sel {cell} berisi “{shown}”, yang tidak terbaca sebagai angka."),
        format!("Cell {cell} holds “{shown}”, which cannot be read as a number."),
    )
    .at(place)
    .found(&shown);
    let meant = figure::meant(text);
    if let Some(Figure { value: Value::Exact(number, _), .. }) = meant.as_deref().and_then(figure::parse) {
        diagnostic.expected = Some(number.normalize().to_string());
    }
    match meant {
        Some(meant) => diagnostic.advice(Text::new(
            format!("Ganti isi sel {cell} dengan angka: {cell} mungkin {meant} (ada huruf yang mirip angka)."),
            format!(
                "Replace what is in cell {cell} with a number: {cell} may be {meant} (a letter in it looks like a digit)."
            ),
        )),
        None => diagnostic.advice(Text::new(
            format!("Ketik ulang sel {cell} sebagai angka, atau tanda hubung (-) bila nihil."),
            format!("Type cell {cell} again as a number, or a dash (-) for nil."),
        )),
    }
}

/// A number with a unit that is not the satuan of its indikator.
pub(in super::super) fn other_unit(place: Place, text: &str, unit: &str, satuan: &str) -> Diagnostic {
    let (cell, shown, satuan) = (place.cell, words::tidy(text), words::tidy(satuan));
    wrong(
        "angka-meragukan",
        format!("Sel {cell} berisi “{shown}”, padahal satuan indikator ini “{satuan}”."),
        format!("Cell {cell} holds “{shown}”, but this indikator is counted in “{satuan}”."),
    )
    .at(place)
    .found(&shown)
    .advice(Text::new(
        format!("Ketik angkanya saja di sel {cell}, atau sesuaikan kolom Satuan dengan “{unit}”."),
        format!("Type only the number in cell {cell}, or make the Satuan column say “{unit}”."),
    ))
}

/// A lone group of three digits that nothing around decides.
pub(in super::super) fn ambiguous(place: Place, unsure: &Unsure) -> Diagnostic {
    let (cell, text) = (place.cell, &unsure.text);
    let (a, b) = (format_id(unsure.indonesian), format_id(unsure.english));
    wrong(
        "angka-meragukan",
        format!(
            "Sel {cell} berisi teks “{text}”, yang bisa berarti {a} atau {b}; angka di sekitarnya tidak memastikannya."
        ),
        format!("Cell {cell} holds the text “{text}”, which may mean {a} or {b}; the figures around it do not tell."),
    )
    .at(place)
    .found(text)
    .advice(Text::new(
        format!("Ketik ulang sel {cell} sebagai angka, bukan teks: {a} atau {b}."),
        format!("Type cell {cell} again as a number, not as text: {a} or {b}."),
    ))
}

/// A plain 0.95 in a % column.
pub(in super::super) fn looks_like_fraction(place: Place, number: Decimal, points: Persen) -> Diagnostic {
    let (cell, written) = (place.cell, format_id(number));
    look(
        "angka-meragukan",
        format!("Sel {cell} berisi {written}, yang tampaknya pecahan; persentasenya {points}."),
        format!("Cell {cell} holds {written}, which looks like a fraction; the percentage is {points}."),
    )
    .at(place)
    .found(number)
    .expected(points.0)
    .advice(Text::new(format!("Ketik {points} di sel {cell}."), format!("Type {points} in cell {cell}.")))
}

/// An amount of money shown with a percent sign.
pub(in super::super) fn amount_in_percent(place: Place, number: Decimal) -> Diagnostic {
    let (cell, amount) = (place.cell, format_id(number));
    look(
        "angka-meragukan",
        format!("Sel {cell} berformat persen, padahal kolom ini berisi rupiah; dibaca {amount}."),
        format!("Cell {cell} is formatted as a percentage in a column of rupiah; it was read as {amount}."),
    )
    .at(place)
    .found(number)
    .advice(Text::new(
        format!("Ubah format sel {cell} menjadi angka, lalu pastikan nilainya {amount}."),
        format!("Format cell {cell} as a number, then make sure that it is {amount}."),
    ))
}

/// An error value where a figure should be.
pub(in super::super) fn error_cell(place: Place, error: &str, expected: Option<Persen>) -> Diagnostic {
    let cell = place.cell;
    let right = expected.map(|persen| persen.to_string());
    let (right_id, right_en) =
        right.as_ref().map_or(("angkanya", "the number"), |right| (right.as_str(), right.as_str()));
    let mut diagnostic = wrong(
        "sel-galat",
        format!("Sel {cell} berisi galat {error}, bukan angka."),
        format!("Cell {cell} holds the error {error}, not a number."),
    )
    .at(place)
    .found(error)
    .advice(Text::new(
        format!("Perbaiki rumus di sel {cell}, atau ketik {right_id}."),
        format!("Mend the formula in cell {cell}, or type {right_en}."),
    ));
    diagnostic.expected = expected.map(|persen| persen.0.to_string());
    diagnostic
}

/// Error values in % where there is nothing to divide by.
pub(in super::super) fn no_percentage(fold: &Fold, bagian: &str) -> Option<Diagnostic> {
    let first = fold.first()?;
    let mut diagnostic = look(
        "sel-galat",
        format!(
            "{} di kolom % berisi galat karena target atau realisasinya nihil; dibaca tanpa persentase.",
            cells(fold)
        ),
        format!(
            "{} {} an error in the % column because target or realisasi is nil; read as no percentage.",
            cells_en(fold),
            holds(fold)
        ),
    )
    .at(first)
    .advice(Text::new(
        format!("Ganti isi {} dengan tanda hubung (-).", these(fold)),
        format!("Replace what is in {} with a dash (-).", these_en(fold)),
    ));
    diagnostic.bagian = Some(bagian.to_owned());
    Some(folded(diagnostic, fold))
}

/// Numbers that were typed as text.
pub(in super::super) fn texts(fold: &Fold) -> Option<Diagnostic> {
    let first = fold.first()?;
    let diagnostic = look(
        "angka-sebagai-teks",
        format!("{} berisi angka yang tersimpan sebagai teks; nilainya terbaca, tetapi SUM melewatinya.", cells(fold)),
        format!("{} {} a number stored as text; it was read, but SUM passes over it.", cells_en(fold), holds(fold)),
    )
    .at(first)
    .advice(Text::new(
        format!("Ketik ulang {} sebagai angka, atau jalankan `lampiran isi`.", these(fold)),
        format!("Type {} again as a number, or run `lampiran fill`.", these_en(fold)),
    ));
    Some(folded(diagnostic, fold))
}

/// Formulas without a result that could be computed.
pub(in super::super) fn computed(fold: &Fold) -> Option<Diagnostic> {
    let first = fold.first()?;
    let diagnostic = look(
        "rumus-tanpa-nilai",
        format!("{} berisi rumus yang belum pernah dihitung; nilainya dihitung di sini.", cells(fold)),
        format!("{} {} a formula that was never calculated; it was computed here.", cells_en(fold), holds(fold)),
    )
    .at(first)
    .advice(Text::new(
        "Buka berkas ini di Excel dan simpan, supaya nilainya tersimpan.",
        "Open this file in Excel and save it, so that the values are stored.",
    ));
    Some(folded(diagnostic, fold))
}

/// Figures whose formula takes them from another workbook.
pub(in super::super) fn foreign(fold: &Fold) -> Option<Diagnostic> {
    let first = fold.first()?;
    let diagnostic = look(
        "angka-meragukan",
        format!("{} mengambil nilainya dari berkas lain; yang dipakai nilai yang terakhir tersimpan.", cells(fold)),
        format!("{} {} a value from another workbook; the one last stored was used.", cells_en(fold), holds(fold)),
    )
    .at(first)
    .advice(Text::new(
        format!("Ketik angkanya di {}, supaya tidak bergantung pada berkas lain.", these(fold)),
        format!("Type the figure in {}, so that it depends on no other file.", these_en(fold)),
    ));
    Some(folded(diagnostic, fold))
}

/// A formula without a result that cannot be computed here.
pub(in super::super) fn never_calculated(place: Place, formula: Option<&str>) -> Diagnostic {
    let cell = place.cell;
    let formula = formula.map_or_else(String::new, |formula| format!("={formula}"));
    wrong(
        "rumus-tanpa-nilai",
        format!("Rumus di sel {cell} belum pernah dihitung, dan tidak dapat dihitung di sini."),
        format!("The formula in cell {cell} was never calculated, and cannot be computed here."),
    )
    .at(place)
    .found(formula)
    .advice(Text::new(
        format!("Buka berkas ini di Excel dan simpan, atau ketik angkanya di sel {cell}."),
        format!("Open this file in Excel and save it, or type the number in cell {cell}."),
    ))
}

/// "Sel P12" or "12 sel (yang pertama P12)".
fn cells(fold: &Fold) -> String {
    let first = fold.first().map_or_else(String::new, |place| place.cell.to_string());
    match fold.places.len() {
        1 => format!("Sel {first}"),
        count => format!("{count} sel (yang pertama {first})"),
    }
}

fn cells_en(fold: &Fold) -> String {
    let first = fold.first().map_or_else(String::new, |place| place.cell.to_string());
    match fold.places.len() {
        1 => format!("Cell {first}"),
        count => format!("{count} cells (the first is {first})"),
    }
}

/// The same cells again, once they were named: "sel P12" or "12 sel itu, mulai P12,".
fn these(fold: &Fold) -> String {
    let first = fold.first().map_or_else(String::new, |place| place.cell.to_string());
    match fold.places.len() {
        1 => format!("sel {first}"),
        count => format!("{count} sel itu, mulai {first},"),
    }
}

fn these_en(fold: &Fold) -> String {
    let first = fold.first().map_or_else(String::new, |place| place.cell.to_string());
    match fold.places.len() {
        1 => format!("cell {first}"),
        count => format!("those {count} cells, from {first} on,"),
    }
}

/// "Cell P12 holds", "12 cells each hold".
fn holds(fold: &Fold) -> &'static str {
    if fold.places.len() == 1 { "holds" } else { "each hold" }
}

/// How many other cells a folded diagnostic lists.
const MOST_LISTED: usize = 50;

fn folded(mut diagnostic: Diagnostic, fold: &Fold) -> Diagnostic {
    diagnostic.also = fold.places.iter().skip(1).take(MOST_LISTED).copied().collect();
    diagnostic.count = fold.places.len();
    diagnostic
}
