//! The sheet "Rekap Kinerja" (Tabel 2.5.2 of the report): per indikator target and realisasi so far, and capaian.

use lampiran_core::{
    Bagian, BulanKinerja, CellRef, Computed, Decimal, Indikator, Lang, Laporan, Nilai, Place, RekapKinerja, Ukuran,
    highest,
};

use super::rekap::{self, HEADING_ROW};
use crate::measure;
use crate::places::Places;
use crate::sheet::{Content, Sheet};
use crate::style::Style;

/// The sheet's name.
pub(crate) const NAME: &str = "Rekap Kinerja";
/// Sasaran, indikator, satuan, tahunan, target, realisasi, capaian.
const WIDTHS: [f64; 7] = [40.0, 48.0, 12.0, 14.0, 16.0, 14.0, 14.0];

/// Builds the sheet. Figures are formulas on the lampiran where they are plain sums of its months.
pub(crate) fn sheet(laporan: &Laporan, computed: &Computed, places: &Places, lang: Lang) -> Sheet {
    let title = "Realisasi Capaian Rencana Aksi Atas Perjanjian Kinerja";
    let mut sheet = rekap::sheet(NAME, title, laporan, computed, &WIDTHS);
    rekap::put_back_link(&mut sheet, laporan, places, lang);
    let so_far = computed.bulan_akhir.map(rekap::months).unwrap_or_default();
    rekap::put_headings(
        &mut sheet,
        &[
            "Sasaran".into(),
            "Indikator".into(),
            "Satuan".into(),
            "Target Kinerja Tahunan".into(),
            format!("Target Kinerja {so_far}").trim_end().into(),
            "Realisasi".into(),
            "Capaian Kinerja (%)".into(),
        ],
    );

    let rows = &computed.rekap.kinerja;
    // A row of the rekap for each indikator that is not hidden, in the order of the document.
    let mut indikator = highest(laporan).into_iter().flat_map(Bagian::indikator);
    for (row, rekap) in (HEADING_ROW + 2..).zip(rows) {
        put_row(&mut sheet, row, rekap, indikator.next(), computed, places);
    }
    rekap::merge_runs(&mut sheet, HEADING_ROW + 2, 0, rows.iter().map(|row| row.sasaran.as_str()));
    sheet
}

fn put_row(
    sheet: &mut Sheet,
    row: u32,
    rekap: &RekapKinerja,
    source: Option<&Indikator>,
    computed: &Computed,
    places: &Places,
) {
    let months = |figure: fn(&BulanKinerja) -> (Place, &Nilai<Ukuran>)| {
        let months = source.into_iter().flat_map(|indikator| indikator.bulan.iter());
        months
            .filter(|(bulan, _)| computed.bulan_akhir.is_none_or(|akhir| *bulan <= akhir))
            .filter_map(|(_, isi)| isi.as_ref())
            .map(move |isi| {
                let (place, nilai) = figure(isi);
                (place, nilai.angka().and_then(Ukuran::bilangan))
            })
            .collect::<Vec<_>>()
    };
    let style = Style::TEXT;
    let [_, indikator_width, ..] = WIDTHS;
    let lines = measure::lines(&rekap.indikator, indikator_width, style);
    let lines = lines.max(measure::lines(&rekap.sasaran, WIDTHS[0], style));
    sheet.heights.insert(row, measure::height(lines, style));
    sheet.put(row, 1, Content::text(rekap.indikator.as_str()), style);
    sheet.put(row, 2, Content::text(rekap.satuan.as_str()), Style::CENTERED);
    put_ukuran(sheet, row, 3, &rekap.tahunan, |figure| {
        rekap::taken_from(source.map(|indikator| indikator.target_tahunan.place), places, figure)
    });
    put_ukuran(sheet, row, 4, &rekap.target, |figure| {
        rekap::sum_from(months(|isi| (isi.target.place, &isi.target.value)), places, figure)
    });
    put_ukuran(sheet, row, 5, &rekap.realisasi, |figure| {
        rekap::sum_from(months(|isi| (isi.realisasi.place, &isi.realisasi.value)), places, figure)
    });
    let (content, style) = match &rekap.persen {
        Nilai::Angka(persen) => {
            (rekap::percentage(sheet, CellRef::new(row, 4), CellRef::new(row, 5), persen.0), Style::number(2))
        }
        Nilai::Nihil => rekap::nil(),
        Nilai::Kosong | Nilai::TakTerbaca => (Content::Blank, Style::TEXT),
    };
    sheet.put(row, 6, content, style);
}

fn put_ukuran(sheet: &mut Sheet, row: u32, col: u16, nilai: &Nilai<Ukuran>, content: impl FnOnce(Decimal) -> Content) {
    let (content, style) = match nilai {
        Nilai::Angka(Ukuran::Bilangan(figure)) => (content(*figure), Style::number_as_written(*figure)),
        Nilai::Angka(Ukuran::Predikat(predikat)) => (Content::text(predikat.clone()), Style::CENTERED),
        Nilai::Nihil => rekap::nil(),
        Nilai::Kosong | Nilai::TakTerbaca => (Content::Blank, Style::CENTERED),
    };
    sheet.put(row, col, content, style);
}
