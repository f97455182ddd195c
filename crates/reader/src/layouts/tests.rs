//! Headings, labels and lines as offices write them.

use super::*;

#[test]
fn headings_in_the_spellings_of_the_offices() {
    use Heading as H;
    for (text, expected) in [
        ("NO.", H::No),
        ("Sasaran\u{a0}Strategis\n(Program)", H::Sasaran),
        ("Indikator  Kinerja Utama ( IKU )", H::Indikator),
        (" SATUAN", H::Satuan),
        ("Target_x000D_\nKinerja\nTahunan", H::Tahunan),
        ("Tahunan (Rp)", H::Tahunan),
        ("Pagu Anggaran (dalam ribuan)", H::Tahunan),
        (" BULAN", H::Bulan),
        ("Relisasi", H::Realisasi),
        (" % ", H::Persen),
        ("Persen (%)", H::Persen),
        ("Capaian\n(%)", H::Persen),
        ("KETERANGAN :", H::Keterangan),
        ("Program/Kegiatan", H::Anggaran),
        ("Kinerja", H::SisiKinerja),
        ("ANGGARAN ( Rp. 000 )", H::SisiAnggaran),
    ] {
        assert_eq!(heading(text).map(|(heading, _)| heading), Some(expected), "{text:?}");
    }
    for text in [
        "Eselon II",
        "Sasaranku",
        "1",
        "PERENCANA AHLI MUDA",
        "(Rp)",
        "Program Penunjang Urusan Pemerintahan Daerah Kabupaten Kota",
    ] {
        assert_eq!(heading(text), None, "{text:?}");
    }
}

#[test]
fn scales_are_seen() {
    for (text, factor) in [
        ("Anggaran (Rp)", 1),
        ("Rp (000)", 1_000),
        ("(dalam ribuan)", 1_000),
        ("Rp. 000.000", 1_000_000),
        ("Juta Rp", 1_000_000),
    ] {
        assert_eq!(scale(text), factor, "{text:?}");
    }
}

#[test]
fn labels_of_sums() {
    for (text, label) in [
        ("TOTAL ANGGARAN (RP)", Some(SumLabel::Total)),
        ("Total  Anggaran (Rp.) :", Some(SumLabel::Total)),
        ("JUMLAH TOTAL", Some(SumLabel::Total)),
        ("Jumlah", Some(SumLabel::Maybe)),
        ("TOTAL (Rp)", Some(SumLabel::Maybe)),
        ("Sub Total", Some(SumLabel::Subtotal)),
        ("Jumlah Program 1", Some(SumLabel::Subtotal)),
        ("Jumlahnya", None),
        ("Program", None),
    ] {
        assert_eq!(sum_label(text), label, "{text:?}");
    }
}
