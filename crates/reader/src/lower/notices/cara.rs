//! Of how indikator are counted, as a column or a sheet states it.

use lampiran_core::{Diagnostic, Place, Text};

use super::look;

/// Its name: the words say nothing that can be counted by.
const NAME: &str = "cara-hitung-tidak-dikenal";

/// Words in a column of arah or agregasi that are none of those known.
pub(in super::super) fn unknown_cara(place: Place, text: &str, is_arah: bool) -> Diagnostic {
    let cell = place.cell;
    let (column, known_id, known_en) = if is_arah {
        ("arah", "“Naik” atau “Turun”", "“Naik” (more is better) or “Turun” (less is better)")
    } else {
        (
            "agregasi",
            "“Jumlah”, “Terakhir”, atau “Rata-rata”",
            "“Jumlah” (sum), “Terakhir” (last value) or “Rata-rata” (mean)",
        )
    };
    look(
        NAME,
        format!("Sel {cell} berisi “{text}”, yang tidak dikenal sebagai {column} indikator; tidak dipakai."),
        format!("Cell {cell} holds “{text}”, which is not known as the {column} of an indikator; it was not used."),
    )
    .at(place)
    .found(text)
    .advice(Text::new(
        format!("Tulis {known_id} di sel {cell}, atau kosongkan."),
        format!("Write {known_en} in cell {cell}, or clear it."),
    ))
}

/// Two cells of one indikator say different things.
pub(in super::super) fn cara_contradicts(place: Place, text: &str, before: Place) -> Diagnostic {
    let (cell, before_cell) = (place.cell, before.cell);
    let mut diagnostic = look(
        NAME,
        format!("Sel {cell} berisi “{text}”, yang bertentangan dengan sel {before_cell}; yang dipakai {before_cell}."),
        format!("Cell {cell} holds “{text}”, which contradicts cell {before_cell}; {before_cell} was used."),
    )
    .at(place)
    .found(text)
    .advice(Text::new(
        format!("Samakan sel {cell} dengan sel {before_cell}, atau kosongkan salah satunya."),
        format!("Make cell {cell} agree with cell {before_cell}, or clear one of them."),
    ));
    diagnostic.also = vec![before];
    diagnostic
}

/// A row of a sheet on how indikator are counted whose indikator is not in the lampiran.
pub(in super::super) fn cara_of_nobody(place: Place, nama: &str) -> Diagnostic {
    let cell = place.cell;
    look(
        NAME,
        format!("Indikator “{nama}” (sel {cell}) tidak ada di lampiran; cara hitungnya tidak dipakai."),
        format!("The indikator “{nama}” (cell {cell}) is not in the lampiran; how it is counted was not used."),
    )
    .at(place)
    .found(nama)
    .advice(Text::new(
        format!("Samakan nama di sel {cell} dengan nama indikator di lampiran, atau hapus barisnya."),
        format!("Make the name in cell {cell} that of the indikator in the lampiran, or delete the row."),
    ))
}
