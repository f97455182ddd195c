//! Of the months of a block.

use lampiran_core::{Bulan, CellRef, Diagnostic, Place, Text};

use super::{look, wrong};
use crate::words;

/// A month that stands twice: `first` keeps its figures. `beside` is what the other side of the second row says.
pub(in super::super) fn month_twice(
    bulan: Bulan,
    first: CellRef,
    second: Place,
    missing: Option<Bulan>,
    beside: Option<Bulan>,
) -> Diagnostic {
    let cell = second.cell;
    let lost = missing.map_or_else(
        || Text::new("", ""),
        |missing| Text::new(format!(", dan {missing} tidak ada"), format!(", and {} is missing", missing.english())),
    );
    let beside = says_beside(second, bulan, beside);
    let diagnostic = wrong(
        "bulan-ganda",
        format!("{bulan} ada dua kali, di sel {first} dan {cell}{}{}.", lost.id, beside.id),
        format!("{} stands twice, in cells {first} and {cell}{}{}.", bulan.english(), lost.en, beside.en),
    )
    .at(second)
    .found(bulan);
    let mut diagnostic = match missing {
        Some(missing) => diagnostic.expected(missing).advice(Text::new(
            format!("Ketik {missing} di sel {cell} bila angka baris itu memang untuk {missing}."),
            format!("Type {missing} in cell {cell} if the figures of that row are those of {}.", missing.english()),
        )),
        None => diagnostic.advice(Text::new(
            format!("Hapus salah satu baris {bulan}, atau betulkan bulannya di sel {cell}."),
            format!("Delete one of the rows of {}, or correct the month in cell {cell}.", bulan.english()),
        )),
    };
    diagnostic.bulan = Some(bulan);
    diagnostic.also = vec![Place { sheet: second.sheet, cell: first }];
    diagnostic
}

/// A cell of the Bulan column that names no month.
pub(in super::super) fn no_month(place: Place, text: &str, expected: Option<Bulan>) -> Diagnostic {
    let (cell, shown) = (place.cell, words::tidy(text));
    let mut diagnostic = if shown.is_empty() {
        wrong(
            "bulan-hilang",
            format!("Sel {cell} kosong, padahal barisnya berisi angka; bulannya tidak diketahui."),
            format!("Cell {cell} is blank although its row holds figures; their month is not known."),
        )
    } else {
        wrong(
            "bulan-hilang",
            format!("Sel {cell} berisi “{shown}”, yang bukan nama bulan; angka di barisnya tidak dibaca."),
            format!("Cell {cell} holds “{shown}”, which is no month; the figures of its row were not read."),
        )
    }
    .at(place)
    .found(&shown);
    let month = expected.map_or_else(|| "nama bulannya".to_owned(), |bulan| bulan.to_string());
    let month_en = expected.map_or("the month's name", Bulan::nama);
    diagnostic.expected = expected.map(|bulan| bulan.to_string());
    diagnostic.bulan = expected;
    diagnostic.advice(Text::new(format!("Ketik {month} di sel {cell}."), format!("Type {month_en} in cell {cell}.")))
}

/// Months without a row.
pub(in super::super) fn months_missing(place: Place, missing: &[Bulan], rows: (u32, u32)) -> Diagnostic {
    let named =
        |name: fn(Bulan) -> &'static str| missing.iter().map(|bulan| name(*bulan)).collect::<Vec<_>>().join(", ");
    let (first, last) = (rows.0 + 1, rows.1 + 1);
    let mut diagnostic = wrong(
        "bulan-hilang",
        format!("Baris {first}–{last} tidak memuat {}.", named(Bulan::nama)),
        format!("Rows {first}–{last} hold no {}.", named(Bulan::english)),
    )
    .at(place)
    .expected(named(Bulan::nama))
    .advice(Text::new(
        format!(
            "Tambahkan baris {} di antara baris {first}–{last}; isi tanda hubung (-) bila nihil.",
            named(Bulan::nama)
        ),
        format!("Add a row for {} among rows {first}–{last}; type a dash (-) where it is nil.", named(Bulan::english)),
    ));
    diagnostic.bulan = missing.first().copied().filter(|_| missing.len() == 1);
    diagnostic
}

/// A month that stands below a later one.
pub(in super::super) fn months_unordered(
    place: Place,
    bulan: Bulan,
    above: Bulan,
    beside: Option<Bulan>,
) -> Diagnostic {
    let cell = place.cell;
    let beside = says_beside(place, bulan, beside);
    let (english, above_english) = (bulan.english(), above.english());
    let mut diagnostic = look(
        "bulan-tidak-urut",
        format!("{bulan} di sel {cell} berada di bawah {above}; angka dibaca menurut nama bulannya{}.", beside.id),
        format!(
            "{english} in cell {cell} stands below {above_english}; figures were read by the months' names{}.",
            beside.en
        ),
    )
    .at(place)
    .found(bulan)
    .advice(Text::new(
        format!("Urutkan baris Januari sampai Desember, mulai dari sel {cell}."),
        format!("Put the rows in order, January to December, from cell {cell} on."),
    ));
    diagnostic.bulan = Some(bulan);
    diagnostic
}

/// Rows whose month cell is blank: the other side of the row names it.
pub(in super::super) fn month_from_other_side(place: Place, count: usize) -> Diagnostic {
    let cell = place.cell;
    let mut diagnostic = look(
        "bulan-hilang",
        format!("Kolom Bulan kosong pada {count} baris mulai sel {cell}; bulannya diambil dari sisi lain baris itu."),
        format!(
            "The Bulan column is blank in {count} rows from cell {cell} on; the other side of the rows names them."
        ),
    )
    .at(place)
    .advice(Text::new(
        format!("Ketik nama bulan di sel {cell} dan di bawahnya."),
        format!("Type the months' names in cell {cell} and below."),
    ));
    diagnostic.count = count;
    diagnostic
}

/// What the other side of a row says, where it says another month.
fn says_beside(place: Place, bulan: Bulan, beside: Option<Bulan>) -> Text {
    let row = place.cell.row + 1;
    beside.filter(|beside| *beside != bulan).map_or_else(
        || Text::new("", ""),
        |beside| {
            Text::new(
                format!("; sisi lain baris {row} menyebut {beside}"),
                format!("; the other side of row {row} says {}", beside.english()),
            )
        },
    )
}
