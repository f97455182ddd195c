//! The four tables and their columns, once: every sink and the data package follow this list.

/// A table of the data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Table {
    /// A row per workbook.
    Berkas,
    /// A row per program or kegiatan and month.
    Anggaran,
    /// A row per indikator and month.
    Kinerja,
    /// A row per finding.
    Catatan,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal of up to [`PRECISION`] digits, [`SCALE`] of them after the point.
    Decimal,
}

/// Digits of a decimal column, all in all.
pub const PRECISION: u8 = 38;

/// Digits after the point that every decimal column keeps. Whole rupiah and sen are exact; only what a formula divided
/// (33,3333333333333) has more digits, and is rounded there.
pub const SCALE: u32 = 10;

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// ASCII snake_case.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means, with its unit, in Indonesian.
    pub about: &'static str,
}

const fn text(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Text, about }
}

const fn integer(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Integer, about }
}

const fn decimal(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Decimal, about }
}

const STATUS: &str = "angka, nihil (-), kosong, atau tak_terbaca";
const STATUS_UKURAN: &str = "angka, predikat (lihat kolom teks), nihil (-), kosong, atau tak_terbaca";
const SEL: &str = "sel asal";
const BULAN_LAPORAN: &str = "bulan terakhir laporan, 1 sampai 12; bulan sebuah baris adalah bulan_ke";

impl Table {
    /// All tables; a table stands after those it refers to.
    pub const ALL: [Self; 4] = [Self::Berkas, Self::Anggaran, Self::Kinerja, Self::Catatan];

    /// Its name, also of its files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Berkas => "berkas",
            Self::Anggaran => "anggaran",
            Self::Kinerja => "kinerja",
            Self::Catatan => "catatan",
        }
    }

    /// Its columns, in order.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Berkas => BERKAS,
            Self::Anggaran => ANGGARAN,
            Self::Kinerja => KINERJA,
            Self::Catatan => CATATAN,
        }
    }

    /// The columns of the report's year and month, by which all tables can be laid out in folders. They are called alike
    /// in every table, and no column means anything else by these names: an engine that takes them from the folder reads
    /// the same as one that reads a single file.
    pub const PARTITION: [&'static str; 2] = ["tahun", "bulan"];

    /// The columns that tell its rows apart.
    pub const fn key(self) -> &'static [&'static str] {
        match self {
            Self::Berkas => &["berkas"],
            Self::Anggaran | Self::Kinerja => &["berkas", "bagian_urut", "blok_urut", "bulan_ke"],
            Self::Catatan => &["berkas", "urut"],
        }
    }
}

const BERKAS: &[Column] = &[
    text("berkas", "nama berkas sebagaimana diberikan"),
    text("sha256", "sidik isi berkas"),
    integer("ukuran", "ukuran berkas dalam bita"),
    text("format", "jenis berkas menurut isinya"),
    text("hasil", "bersih, salah, atau ditolak"),
    text("alasan", "alasan penolakan"),
    text("salinan_dari", "berkas lain yang isinya sama persis; barisnya tidak diulang"),
    text("instansi", "perangkat daerah"),
    text("pemda", "kabupaten, kota, atau provinsi"),
    integer("tahun", "tahun laporan"),
    integer("bulan_awal", "bulan pertama laporan, 1 sampai 12"),
    integer("bulan", BULAN_LAPORAN),
    integer("salah", "banyaknya catatan salah"),
    integer("perlu_dilihat", "banyaknya catatan perlu dilihat"),
];

const ANGGARAN: &[Column] = &[
    text("berkas", "berkas asal"),
    text("sha256", "sidik isi berkas"),
    text("lembar", "lembar asal"),
    text("sel", "sel nama program atau kegiatan"),
    text("instansi", "perangkat daerah"),
    integer("tahun", "tahun laporan"),
    integer("bulan", BULAN_LAPORAN),
    integer("lampiran", "nomor lampiran, 1 sampai 4"),
    integer("bagian_urut", "urutan bagian dalam laporan, mulai 1"),
    text("eselon", "I sampai V"),
    text("jabatan", "jabatan pejabat"),
    integer("sasaran_urut", "urutan sasaran dalam bagian, mulai 1"),
    text("sasaran", "sasaran"),
    integer("blok_urut", "urutan program atau kegiatan dalam bagian, mulai 1"),
    text("no", "nomor sebagaimana tercetak"),
    text("kode", "kode rekening, bila tercetak"),
    text("jenis", "program atau kegiatan"),
    text("nama", "nama program atau kegiatan"),
    integer("dihitung", "1 bila masuk jumlah; 0 bila tersembunyi atau tercetak ulang"),
    decimal("tahunan", "pagu setahun, rupiah"),
    text("tahunan_status", STATUS),
    text("tahunan_sel", SEL),
    integer("bulan_ke", "bulan baris ini, 1 sampai 12"),
    decimal("target", "target bulan ini, rupiah"),
    text("target_status", STATUS),
    text("target_sel", SEL),
    decimal("realisasi", "realisasi bulan ini, rupiah"),
    text("realisasi_status", STATUS),
    text("realisasi_sel", SEL),
    decimal("persen", "persentase sebagaimana tertulis, dalam poin, paling banyak sepuluh desimal"),
    text("persen_status", STATUS),
    text("persen_sel", SEL),
    decimal("capaian", "realisasi / target x 100 sebagaimana dihitung, dua desimal"),
    text("keterangan", "keterangan"),
];

const KINERJA: &[Column] = &[
    text("berkas", "berkas asal"),
    text("sha256", "sidik isi berkas"),
    text("lembar", "lembar asal"),
    text("sel", "sel nama indikator"),
    text("instansi", "perangkat daerah"),
    integer("tahun", "tahun laporan"),
    integer("bulan", BULAN_LAPORAN),
    integer("lampiran", "nomor lampiran, 1 sampai 4"),
    integer("bagian_urut", "urutan bagian dalam laporan, mulai 1"),
    text("eselon", "I sampai V"),
    text("jabatan", "jabatan pejabat"),
    integer("sasaran_urut", "urutan sasaran dalam bagian, mulai 1"),
    text("sasaran", "sasaran"),
    integer("blok_urut", "urutan indikator dalam bagian, mulai 1"),
    text("no", "nomor sebagaimana tercetak"),
    text("indikator", "indikator"),
    text("satuan", "satuan"),
    integer("dihitung", "1 bila masuk jumlah; 0 bila tersembunyi"),
    decimal("target_tahunan", "target setahun, dalam satuan"),
    text("target_tahunan_teks", "target setahun yang bukan angka"),
    text("target_tahunan_status", STATUS_UKURAN),
    text("target_tahunan_sel", SEL),
    integer("bulan_ke", "bulan baris ini, 1 sampai 12"),
    decimal("target", "target bulan ini, dalam satuan"),
    text("target_teks", "target yang bukan angka"),
    text("target_status", STATUS_UKURAN),
    text("target_sel", SEL),
    decimal("realisasi", "realisasi bulan ini, dalam satuan"),
    text("realisasi_teks", "realisasi yang bukan angka"),
    text("realisasi_status", STATUS_UKURAN),
    text("realisasi_sel", SEL),
    decimal("persen", "persentase sebagaimana tertulis, dalam poin, paling banyak sepuluh desimal"),
    text("persen_status", STATUS),
    text("persen_sel", SEL),
    decimal("capaian", "capaian sebagaimana dihitung, dua desimal"),
    text("keterangan", "keterangan"),
    text("output", "output, hanya pada lampiran sebelas kolom"),
];

const CATATAN: &[Column] = &[
    text("berkas", "berkas asal"),
    text("sha256", "sidik isi berkas"),
    integer("tahun", "tahun laporan"),
    integer("bulan", BULAN_LAPORAN),
    integer("urut", "urutan catatan dalam berkas, mulai 1"),
    text("nama", "nama pemeriksaan"),
    text("tingkat", "salah atau perlu-dilihat"),
    text("lembar", "lembar"),
    text("sel", "sel yang pertama perlu dilihat"),
    text("bagian", "bagian laporan"),
    text("blok", "program, kegiatan, atau indikator"),
    integer("bulan_ke", "bulan yang dimaksud catatan, 1 sampai 12"),
    text("ditemukan", "yang tertulis"),
    text("seharusnya", "yang seharusnya"),
    integer("jumlah", "banyaknya temuan sejenis yang diwakili"),
    text("pesan", "pesan"),
    text("saran", "saran perbaikan"),
];
