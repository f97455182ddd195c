//! A report as plain data, and random ones that keep the rules of the form.

use lampiran_core::{Decimal, Persen};

use super::dice::Dice;

/// What a cell for a figure says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isi {
    /// Blank.
    Kosong,
    /// `-`.
    Nihil,
    /// A number, in rupiah, points or the satuan.
    Angka(Decimal),
    /// A target that is no number.
    Kata(String),
}

impl Isi {
    /// The number, if it is one.
    pub const fn angka(&self) -> Option<Decimal> {
        if let Self::Angka(angka) = self { Some(*angka) } else { None }
    }
}

/// One month of an indikator, program or kegiatan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulanan {
    /// Planned.
    pub target: Isi,
    /// Done.
    pub realisasi: Isi,
    /// In points.
    pub persen: Isi,
    /// Remark; empty where blank.
    pub keterangan: String,
    /// Output, in a table of eleven columns; empty where blank.
    pub output: String,
}

/// An indikator, program or kegiatan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blok {
    /// Ordinal.
    pub no: String,
    /// Account code; empty where there is none.
    pub kode: String,
    /// Name.
    pub nama: String,
    /// Unit; empty for a budget.
    pub satuan: String,
    /// Of the year.
    pub tahunan: Isi,
    /// The twelve months; none where the block has no row for it.
    pub bulan: Vec<Option<Bulanan>>,
    /// Whether all its rows are hidden.
    pub tersembunyi: bool,
}

/// A sasaran with its two stacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sasaran {
    /// Ordinal.
    pub no: String,
    /// Name.
    pub uraian: String,
    /// Kinerja.
    pub indikator: Vec<Blok>,
    /// Program or kegiatan.
    pub anggaran: Vec<Blok>,
}

/// Place, date, jabatan, name, pangkat and NIP.
pub type Pejabat = [String; 6];

/// The section of one official.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bagian {
    /// Number of its lampiran; none where nothing tells it.
    pub nomor: Option<u8>,
    /// "II"; empty without a rank.
    pub eselon: String,
    /// The post.
    pub jabatan: String,
    /// With a budget: 17 columns.
    pub beranggaran: bool,
    /// What is to be reached.
    pub sasaran: Vec<Sasaran>,
    /// Tahunan, target, realisasi and percentage of the TOTAL row.
    pub total: Option<[Isi; 4]>,
    /// Who signs.
    pub pejabat: Option<Pejabat>,
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Year and last month the titles name.
    pub periode: Option<(u16, u8)>,
    /// The sections in order.
    pub bagian: Vec<Bagian>,
}

const SASARAN: [&str; 4] = [
    "Meningkatnya kesejahteraan penerima manfaat",
    "Terwujudnya pelayanan yang baik, cepat dan murah",
    "Meningkatnya akuntabilitas kinerja (SAKIP)",
    "Tertanganinya 100 desa rawan",
];
const INDIKATOR: [&str; 6] = [
    "Persentase penerima bantuan yang mandiri",
    "Jumlah laporan bulanan yang disusun",
    "Indeks kepuasan masyarakat",
    "Desa yang dibina sampai Desember",
    "Nilai SAKIP perangkat daerah",
    "Total waktu layanan",
];
const ANGGARAN: [&str; 5] = [
    "Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota",
    "Pemberdayaan Sosial",
    "Rehabilitasi Sosial Dasar bagi Lanjut Usia Terlantar, di luar Panti",
    "Penanganan Bencana",
    "Administrasi Keuangan 2024",
];
const JABATAN: [&str; 4] =
    ["PENYULUH SOSIAL AHLI MUDA", "Pengadministrasi Umum", "PERENCANA AHLI MUDA", "Analis Kepegawaian"];
const REMARKS: [&str; 6] = ["", "-", "Terlaksana", "Menunggu juknis; lanjut Maret", "Total 3 kali", "sesuai target"];

impl Report {
    /// A random report.
    pub fn random(dice: &mut Dice) -> Self {
        let akhir = 1 + u8::try_from(dice.roll(12)).unwrap();
        // The month that some sasaran of an office lack.
        let hilang = dice.roll(12);
        let mut bagian = Vec::new();
        let count = 1 + dice.roll(4);
        for i in 0..count {
            bagian.push(section(dice, i, akhir, hilang));
        }
        // A lampiran's sections stand together.
        bagian.sort_by_key(|bagian| bagian.nomor);
        Self { periode: Some((2024, akhir)), bagian }
    }
}

fn section(dice: &mut Dice, i: usize, akhir: u8, hilang: usize) -> Bagian {
    let nomor = dice.pick(&[1, 1, 1, 2, 3, 4]);
    let rank = if nomor == 1 { dice.pick(&["II", "III", "IV"]) } else { "" };
    let jabatan = match rank {
        "II" => "Kepala Dinas".to_owned(),
        "III" => dice.pick(&["Sekretaris", "Kepala Bidang Pemberdayaan Sosial"]).to_owned(),
        "IV" => dice.pick(&["Kepala Sub Bagian Umum", "Kasubag Keuangan"]).to_owned(),
        _ => dice.pick(&JABATAN).to_owned(),
    };
    let beranggaran = matches!(rank, "II" | "III");
    let sasaran: Vec<Sasaran> =
        (0..=dice.roll(3)).map(|no| sasaran(dice, (no, i), rank, akhir, beranggaran, hilang)).collect();
    let total = (beranggaran && !dice.once_in(5)).then(|| total(&sasaran));
    let signed = !dice.once_in(3);
    let nip = format!("1970{:02}{:02} 199503 1 {:03}", 1 + dice.roll(12), 1 + dice.roll(28), 1 + dice.roll(900));
    let pejabat = signed.then(|| {
        [
            "Singaraja".to_owned(),
            "4 Maret 2024".to_owned(),
            "Kepala Dinas Sosial Kabupaten Buleleng".to_owned(),
            "I Wayan Contoh, S.Sos., M.Si.".to_owned(),
            "Pembina Utama Muda (IV/c)".to_owned(),
            nip,
        ]
    });
    Bagian { nomor: Some(nomor), eselon: rank.to_owned(), jabatan, beranggaran, sasaran, total, pejabat }
}

fn sasaran(
    dice: &mut Dice,
    (no, section): (usize, usize),
    rank: &str,
    akhir: u8,
    beranggaran: bool,
    hilang: usize,
) -> Sasaran {
    let uraian = format!("{} {}", dice.pick(&SASARAN), ["satu", "dua", "tiga"][no]);
    let (mut kinerja, mut belanja) = (1 + dice.roll(3), if beranggaran { 1 + dice.roll(3) } else { 0 });
    if beranggaran && dice.once_in(8) {
        (kinerja, belanja) = dice.pick(&[(0, belanja), (kinerja, 0)]);
    }
    // A month without a row, in all blocks that share their rows.
    let hilang = dice.once_in(8).then_some(hilang);
    let indikator = (0..kinerja).map(|i| indikator(dice, i, akhir, beranggaran, hilang)).collect();
    let mut anggaran: Vec<Blok> = (0..belanja).map(|i| anggaran(dice, i, no + section, rank, akhir, hilang)).collect();
    if kinerja == 2 && belanja == 2 && dice.once_in(3) {
        // One kegiatan printed beside two indikator.
        anggaran[1] = Blok { no: anggaran[1].no.clone(), ..anggaran[0].clone() };
    }
    Sasaran { no: (no + 1).to_string(), uraian, indikator, anggaran }
}

/// A month's percentage as the form wants it: none without target or realisasi.
fn persen(target: &Isi, realisasi: &Isi) -> Isi {
    match (target.angka(), realisasi.angka()) {
        _ if *realisasi == Isi::Kosong => Isi::Kosong,
        (Some(target), Some(realisasi)) => {
            Persen::of(realisasi, target).map_or(Isi::Nihil, |persen| Isi::Angka(persen.rounded().0.normalize()))
        }
        _ => Isi::Nihil,
    }
}

fn indikator(dice: &mut Dice, no: usize, akhir: u8, beranggaran: bool, hilang: Option<usize>) -> Blok {
    #[derive(Clone, Copy, PartialEq)]
    enum Kind {
        Count,
        Share,
        Index,
        Grade,
    }
    let kind = dice.pick(&[Kind::Count, Kind::Share, Kind::Index, Kind::Grade]);
    let number = |dice: &mut Dice| match kind {
        Kind::Count => Isi::Angka(dice.pick(&[1, 2, 12, 1_500, 25_000]).into()),
        Kind::Share => Isi::Angka(Decimal::new(i64::try_from(dice.roll(10_000)).unwrap() + 1, 2)),
        Kind::Index => Isi::Angka(Decimal::new(i64::try_from(dice.roll(4_000)).unwrap() + 1, 3)),
        Kind::Grade => Isi::Kata(dice.pick(&["WTP", "A", "Tepat Waktu", "√"]).to_owned()),
    };
    let bulan: Vec<Option<Bulanan>> = (1..=12_u8)
        .map(|month| {
            let planned = kind == Kind::Count || month == 12;
            let target = if planned { number(dice) } else { Isi::Nihil };
            let realisasi = match month {
                _ if month > akhir => dice.pick(&[Isi::Kosong, Isi::Nihil].each_ref()).clone(),
                _ if target == Isi::Nihil => Isi::Nihil,
                _ if dice.once_in(6) => Isi::Nihil,
                _ => number(dice),
            };
            let persen = persen(&target, &realisasi);
            let keterangan = dice.pick(&REMARKS).to_owned();
            let output = if beranggaran { "" } else { dice.pick(&["", "-", "Laporan A", "3 Dokumen"]) }.to_owned();
            (hilang != Some(usize::from(month) - 1)).then_some(Bulanan {
                target,
                realisasi,
                persen,
                keterangan,
                output,
            })
        })
        .collect();
    let mut targets = bulan.iter().flatten().map(|isi| &isi.target);
    let tahunan = match kind {
        Kind::Count => Isi::Angka(targets.filter_map(Isi::angka).sum()),
        _ => targets.next_back().unwrap().clone(),
    };
    let satuan = match kind {
        Kind::Count => dice.pick(&["Laporan", "Dokumen", "Orang/Bulan"]),
        Kind::Share => "%",
        Kind::Index => "Indeks",
        Kind::Grade => "Predikat",
    };
    let nama = format!("{} {}", dice.pick(&INDIKATOR), ["utama", "kedua", "ketiga"][no]);
    let no = (no + 1).to_string();
    Blok { no, kode: String::new(), nama, satuan: satuan.to_owned(), tahunan, bulan, tersembunyi: false }
}

fn anggaran(dice: &mut Dice, no: usize, beside: usize, rank: &str, akhir: u8, hilang: Option<usize>) -> Blok {
    let sen = dice.once_in(8);
    let amount = |dice: &mut Dice| {
        let amount = dice.pick(&[1_000_000_i64, 2_876_271, 302_563_016, 999, 4_900, 1_200_000_000]);
        let amount = amount + i64::try_from(dice.roll(60_000)).unwrap();
        Isi::Angka(if sen { Decimal::new(amount * 100 + 50, 2).normalize() } else { amount.into() })
    };
    let bulan: Vec<Option<Bulanan>> = (1..=12_u8)
        .map(|month| {
            let target = if dice.once_in(5) { Isi::Nihil } else { amount(dice) };
            let realisasi = match month {
                _ if month > akhir => dice.pick(&[Isi::Kosong, Isi::Nihil].each_ref()).clone(),
                _ if target == Isi::Nihil || dice.once_in(6) => Isi::Nihil,
                _ if dice.once_in(10) => Isi::Angka(Decimal::ZERO),
                _ if dice.once_in(12) => Isi::Angka(Decimal::from(-500_000)),
                _ => amount(dice),
            };
            let persen = persen(&target, &realisasi);
            let keterangan = dice.pick(&REMARKS).to_owned();
            (hilang != Some(usize::from(month) - 1)).then_some(Bulanan {
                target,
                realisasi,
                persen,
                keterangan,
                output: String::new(),
            })
        })
        .collect();
    let tahunan = bulan.iter().flatten().filter_map(|isi| isi.target.angka()).sum();
    let level = if rank == "II" { "Program" } else { "Kegiatan" };
    let kode = if dice.once_in(3) {
        format!("1.06.0{}{}", 1 + beside, if rank == "II" { "" } else { ".2.01" })
    } else {
        String::new()
    };
    let nama = format!("{level} {} {}", dice.pick(&ANGGARAN), ["pertama", "kedua", "ketiga"][no]);
    let no = (no + 1).to_string();
    Blok { no, kode, nama, satuan: String::new(), tahunan: Isi::Angka(tahunan), bulan, tersembunyi: false }
}

fn total(sasaran: &[Sasaran]) -> [Isi; 4] {
    let blocks = || sasaran.iter().flat_map(|sasaran| &sasaran.anggaran);
    let months = || blocks().flat_map(|blok| blok.bulan.iter().flatten());
    let tahunan: Decimal = blocks().filter_map(|blok| blok.tahunan.angka()).sum();
    let realisasi: Decimal = months().filter_map(|isi| isi.realisasi.angka()).sum();
    let share = Persen::of(realisasi, tahunan).map_or(Isi::Nihil, |share| Isi::Angka(share.rounded().0.normalize()));
    let target: Decimal = months().filter_map(|isi| isi.target.angka()).sum();
    [Isi::Angka(tahunan), Isi::Angka(target), Isi::Angka(realisasi), share]
}
