//! The pages of all findings that opening and reading may have; a new one is a file in `pages/` and a line here.

use lampiran_core::Page;

/// The pages, in the order of the reading.
pub(crate) const PAGES: &[Page] = &[
    Page::new("berkas-ditolak", include_str!("pages/berkas-ditolak.md")),
    Page::new("lampiran-tidak-ditemukan", include_str!("pages/lampiran-tidak-ditemukan.md")),
    Page::new("kepala-tabel-tidak-dikenal", include_str!("pages/kepala-tabel-tidak-dikenal.md")),
    Page::new("kolom-tidak-dikenal", include_str!("pages/kolom-tidak-dikenal.md")),
    Page::new("cara-hitung-tidak-dikenal", include_str!("pages/cara-hitung-tidak-dikenal.md")),
    Page::new("angka-tidak-terbaca", include_str!("pages/angka-tidak-terbaca.md")),
    Page::new("angka-meragukan", include_str!("pages/angka-meragukan.md")),
    Page::new("angka-sebagai-teks", include_str!("pages/angka-sebagai-teks.md")),
    Page::new("angka-menjadi-tanggal", include_str!("pages/angka-menjadi-tanggal.md")),
    Page::new("sel-galat", include_str!("pages/sel-galat.md")),
    Page::new("rumus-tanpa-nilai", include_str!("pages/rumus-tanpa-nilai.md")),
    Page::new("bulan-ganda", include_str!("pages/bulan-ganda.md")),
    Page::new("bulan-hilang", include_str!("pages/bulan-hilang.md")),
    Page::new("bulan-tidak-urut", include_str!("pages/bulan-tidak-urut.md")),
    Page::new("baris-tersembunyi", include_str!("pages/baris-tersembunyi.md")),
    Page::new("lembar-tersembunyi", include_str!("pages/lembar-tersembunyi.md")),
    Page::new("isi-di-luar-tabel", include_str!("pages/isi-di-luar-tabel.md")),
    Page::new("nip-rusak", include_str!("pages/nip-rusak.md")),
];
