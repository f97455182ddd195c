//! How a mistake of each kind is planted in a report, and what it must draw.

mod across;
mod rekap;

use lampiran_core::{
    Anggaran, Bagian, Bulan, BulanAnggaran, Decimal, Diagnostic, Grade, Indikator, Laporan, Nilai, Persen, Place,
    Rupiah, Sourced, Text, format_id,
};

/// A source of choices that is the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % sides as u64).unwrap()
    }

    fn pick<T>(&mut self, mut from: Vec<T>) -> Option<T> {
        if from.is_empty() { None } else { Some(from.swap_remove(self.roll(from.len()))) }
    }
}

/// The checks of sums: where two mistakes meet in one sum, another of the cell's sums tells them apart.
const SUMS: &[&str] = &[
    "target-bulanan-tidak-sama-tahunan",
    "persen-tidak-cocok",
    "realisasi-melebihi-pagu",
    "total-tahunan-tidak-cocok",
    "total-target-tidak-cocok",
    "total-realisasi-tidak-cocok",
    "jumlah-eselon-tidak-cocok",
];

/// What a planted mistake must draw.
#[derive(Debug)]
pub struct Planted {
    /// Any of these names.
    pub names: &'static [&'static str],
    /// At any of these cells.
    pub cells: Vec<Place>,
    /// What the advice should name: the cell and the figure that was there.
    pub right: Option<(Place, Decimal)>,
    /// What the reading says of it.
    pub reading: Option<Diagnostic>,
    /// The rows it spoils: another mistake there would be no mistake of its own.
    pub rows: Vec<Place>,
}

impl Planted {
    fn new(names: &'static [&'static str], cells: Vec<Place>) -> Self {
        let rows = cells.iter().take(1).copied().collect();
        Self { names, cells, right: None, reading: None, rows }
    }

    /// Whether a finding names it. Among other mistakes, a further sum of the cell may be what tells it, with its right
    /// figure.
    pub fn is_found_by(&self, finding: &Diagnostic, alone: bool) -> bool {
        let told = |(place, right): (Place, Decimal)| {
            let expected = finding.expected.as_ref().and_then(|expected| expected.parse::<Decimal>().ok());
            finding.place() == Some(place) && expected == Some(right) && SUMS.contains(&finding.name)
        };
        if !alone && self.right.is_some_and(told) {
            return true;
        }
        let many = finding.also.iter().copied().filter(|_| finding.count > 1);
        let mut places = finding.place().into_iter().chain(many);
        self.names.contains(&finding.name) && places.any(|place| self.cells.contains(&place))
    }
}

impl Planted {
    /// Whether a finding names it among the cells that are as likely wrong.
    pub fn is_hinted_by(&self, finding: &Diagnostic) -> bool {
        self.right.is_some_and(|(place, _)| is_called(place, finding)) && SUMS.contains(&finding.name)
    }
}

/// Whether the advice names a cell.
fn is_called(place: Place, finding: &Diagnostic) -> bool {
    let cell = place.cell.to_string();
    let words = |advice: &str| advice.split(|c: char| !c.is_alphanumeric()).any(|word| word == cell);
    finding.advice.as_ref().is_some_and(|advice| words(&advice.id))
}

/// Whether the advice names a cell and its right figure.
pub fn is_named((place, right): (Place, Decimal), finding: &Diagnostic) -> bool {
    let named = format!("{} mungkin {}", place.cell, format_id(right));
    finding.advice.as_ref().is_some_and(|advice| advice.id.contains(&named))
}

/// The kinds of mistakes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Target,
    Tersalin,
    Tahunan,
    Realisasi,
    TotalTahunan,
    TotalTarget,
    TotalRealisasi,
    Persen,
    TotalPersen,
    TotalKosong,
    BelumDiisi,
    DiLuarPeriode,
    Negatif,
    Bersen,
    TanpaKeterangan,
    KinerjaTarget,
    KinerjaTahunan,
    KinerjaPersen,
    TanpaTarget,
    Satuan,
    TandaTangan,
    Periode,
    Ganda,
    Eselon,
    TakTerbaca,
    Pagu,
    PaguBerbeda,
    RealisasiTanpaTarget,
    TotalBasi,
    Rekap,
    TotalDisebut,
    CaraHitung,
}

pub const KINDS: [Kind; 32] = [
    Kind::Target,
    Kind::Tersalin,
    Kind::Tahunan,
    Kind::Realisasi,
    Kind::TotalTahunan,
    Kind::TotalTarget,
    Kind::TotalRealisasi,
    Kind::Persen,
    Kind::TotalPersen,
    Kind::TotalKosong,
    Kind::BelumDiisi,
    Kind::DiLuarPeriode,
    Kind::Negatif,
    Kind::Bersen,
    Kind::TanpaKeterangan,
    Kind::KinerjaTarget,
    Kind::KinerjaTahunan,
    Kind::KinerjaPersen,
    Kind::TanpaTarget,
    Kind::Satuan,
    Kind::TandaTangan,
    Kind::Periode,
    Kind::Ganda,
    Kind::Eselon,
    Kind::TakTerbaca,
    Kind::Pagu,
    Kind::PaguBerbeda,
    Kind::RealisasiTanpaTarget,
    Kind::TotalBasi,
    Kind::Rekap,
    Kind::TotalDisebut,
    Kind::CaraHitung,
];

const JANUARI: Bulan = Bulan::JANUARI;
const FEBRUARI: Bulan = Bulan::JANUARI.next().unwrap();
const MARET: Bulan = FEBRUARI.next().unwrap();

fn sections(laporan: &mut Laporan) -> impl Iterator<Item = &mut Bagian> {
    laporan.lampiran.iter_mut().flat_map(|lampiran| &mut lampiran.bagian)
}

fn with_total(laporan: &mut Laporan) -> Vec<&mut Bagian> {
    sections(laporan).filter(|bagian| bagian.total.is_some()).collect()
}

fn blocks(laporan: &mut Laporan) -> Vec<&mut Anggaran> {
    sections(laporan).flat_map(|bagian| &mut bagian.sasaran).flat_map(|sasaran| &mut sasaran.anggaran).collect()
}

fn indikator(laporan: &mut Laporan) -> Vec<&mut Indikator> {
    sections(laporan).flat_map(|bagian| &mut bagian.sasaran).flat_map(|sasaran| &mut sasaran.indikator).collect()
}

fn months(laporan: &mut Laporan, keep: impl Fn(Bulan, &BulanAnggaran) -> bool) -> Vec<(&mut BulanAnggaran, Place)> {
    let mut months = Vec::new();
    for block in blocks(laporan) {
        let tahunan = block.tahunan.place;
        let rows = block.bulan.iter_mut().filter_map(|(bulan, isi)| Some((bulan, isi.as_mut()?)));
        months.extend(rows.filter(|(bulan, isi)| keep(*bulan, isi)).map(|(_, isi)| (isi, tahunan)));
    }
    months
}

pub fn amount(cell: &Sourced<Nilai<Rupiah>>) -> Decimal {
    cell.value.angka().map_or(Decimal::ZERO, |rupiah| rupiah.0)
}

/// Slips of the hand: two digits swapped, a zero lost or doubled, a digit too many, another digit.
fn slip(dice: &mut Dice, right: Decimal) -> Option<Decimal> {
    let digits = right.normalize().to_string();
    let mut typed: Vec<char> = digits.chars().collect();
    let digit = |dice: &mut Dice| char::from(b'1' + u8::try_from(dice.roll(9)).unwrap_or_default());
    match dice.roll(6) {
        0 => {
            let places = (0..typed.len().saturating_sub(1)).filter(|i| typed[*i] != typed[i + 1]).collect();
            let place = dice.pick(places)?;
            typed.swap(place, place + 1);
        }
        1 => {
            let zero = (1..typed.len()).filter(|i| typed[*i] == '0').collect();
            let place = dice.pick(zero)?;
            typed.remove(place);
        }
        2 => {
            let zero = (1..typed.len()).filter(|i| typed[*i] == '0').collect();
            let place = dice.pick(zero)?;
            typed.insert(place, '0');
        }
        3 => typed.push('0'),
        4 => {
            let place = dice.roll(typed.len());
            typed.insert(place, digit(dice));
        }
        _ => {
            let place = dice.roll(typed.len());
            typed[place] = digit(dice);
        }
    }
    let written: Decimal = typed.into_iter().collect::<String>().parse().ok()?;
    (written != right && typed_as_whole(written)).then_some(written)
}

fn typed_as_whole(written: Decimal) -> bool {
    written > Decimal::ONE
}

fn mistype(dice: &mut Dice, cell: &mut Sourced<Nilai<Rupiah>>) -> Option<(Place, Decimal)> {
    let right = amount(cell);
    cell.value = Nilai::Angka(Rupiah(slip(dice, right)?));
    Some((cell.place, right))
}

/// Plants one mistake; none where the dice found no place for it.
#[allow(clippy::too_many_lines, reason = "one arm for each kind")]
pub fn plant(laporan: &mut Laporan, dice: &mut Dice, kind: Kind) -> Option<Planted> {
    let filled = |cell: &Sourced<Nilai<Rupiah>>| amount(cell) > Decimal::ONE;
    match kind {
        Kind::Target => {
            let blank = dice.roll(5) == 0;
            let (isi, tahunan) = dice.pick(months(laporan, |_, isi| filled(&isi.target)))?;
            let place = isi.target.place;
            let right = if blank {
                let right = amount(&isi.target);
                isi.target.value = Nilai::Kosong;
                (place, right)
            } else {
                mistype(dice, &mut isi.target)?
            };
            let mut planted = Planted::new(&["target-bulanan-tidak-sama-tahunan"], vec![place, tahunan]);
            planted.right = Some(right);
            Some(planted)
        }
        Kind::Tersalin => {
            let block = dice.pick(blocks(laporan))?;
            let (tahunan, bulan) = (block.tahunan.place, Bulan::new(u8::try_from(dice.roll(11)).ok()? + 1)?);
            let before = amount(&block.bulan[bulan].as_ref()?.target);
            let cell = &mut block.bulan[bulan.next()?].as_mut()?.target;
            let right = amount(cell);
            if before == right || before <= Decimal::ONE || right <= Decimal::ONE {
                return None;
            }
            cell.value = Nilai::Angka(Rupiah(before));
            let mut planted = Planted::new(&["target-bulanan-tidak-sama-tahunan"], vec![cell.place, tahunan]);
            planted.right = Some((cell.place, right));
            Some(planted)
        }
        Kind::Tahunan => {
            let block = dice.pick(blocks(laporan))?;
            let right = mistype(dice, &mut block.tahunan)?;
            let names = &["target-bulanan-tidak-sama-tahunan"];
            let mut planted = Planted::new(names, vec![block.tahunan.place]);
            planted.right = Some(right);
            Some(planted)
        }
        Kind::Realisasi => {
            let (isi, tahunan) = dice.pick(months(laporan, |_, isi| filled(&isi.realisasi)))?;
            let right = mistype(dice, &mut isi.realisasi)?;
            // A small slip does not show in the percentage.
            let names = &["persen-tidak-cocok", "realisasi-melebihi-pagu", "total-realisasi-tidak-cocok"];
            let mut planted = Planted::new(names, vec![isi.realisasi.place, isi.persen.place, tahunan]);
            planted.right = Some(right);
            Some(planted)
        }
        Kind::TotalTahunan | Kind::TotalTarget | Kind::TotalRealisasi => plant_total(laporan, dice, kind),
        Kind::Persen => {
            let (isi, _) = dice.pick(months(laporan, |_, isi| isi.persen.value.angka().is_some()))?;
            isi.persen.value = Nilai::Angka(Persen(isi.persen.value.angka()?.0 + Decimal::new(9, 2)));
            Some(Planted::new(&["persen-tidak-cocok"], vec![isi.persen.place]))
        }
        Kind::TotalPersen => {
            let total = dice.pick(with_total(laporan))?.total.as_mut()?;
            total.persen.value = Nilai::Angka(Persen(total.persen.value.angka()?.0 + Decimal::new(45, 2)));
            Some(Planted::new(&["total-persen-tidak-cocok"], vec![total.persen.place]))
        }
        Kind::TotalKosong => {
            let total = dice.pick(with_total(laporan))?.total.as_mut()?;
            (total.tahunan.value, total.target.value) = (Nilai::Kosong, Nilai::Kosong);
            (total.realisasi.value, total.persen.value) = (Nilai::Kosong, Nilai::Kosong);
            Some(Planted::new(&["total-kosong"], vec![total.tahunan.place]))
        }
        Kind::BelumDiisi => {
            let (isi, _) = dice.pick(months(laporan, |_, isi| filled(&isi.realisasi)))?;
            let right = amount(&isi.realisasi);
            (isi.realisasi.value, isi.persen.value) = (Nilai::Kosong, Nilai::Kosong);
            let mut planted = Planted::new(&["realisasi-belum-diisi"], vec![isi.realisasi.place]);
            planted.right = Some((isi.realisasi.place, right));
            Some(planted)
        }
        Kind::DiLuarPeriode => {
            let (isi, _) = dice.pick(months(laporan, |bulan, isi| bulan == MARET && filled(&isi.target)))?;
            isi.realisasi.value = Nilai::Angka(Rupiah(amount(&isi.target)));
            Some(Planted::new(&["realisasi-di-luar-periode"], vec![isi.realisasi.place]))
        }
        Kind::Negatif => {
            let (isi, _) = dice.pick(months(laporan, |_, isi| filled(&isi.target)))?;
            let right = amount(&isi.target);
            isi.target.value = Nilai::Angka(Rupiah(-right));
            let mut planted = Planted::new(&["nilai-negatif"], vec![isi.target.place]);
            planted.right = Some((isi.target.place, right));
            Some(planted)
        }
        Kind::Bersen => {
            let (isi, _) = dice.pick(months(laporan, |_, isi| filled(&isi.target)))?;
            let right = amount(&isi.target);
            isi.target.value = Nilai::Angka(Rupiah(right + Decimal::new(5, 1)));
            let mut planted = Planted::new(&["nilai-bersen"], vec![isi.target.place]);
            planted.right = Some((isi.target.place, right));
            Some(planted)
        }
        Kind::TanpaKeterangan => {
            let high = |isi: &BulanAnggaran| isi.persen.value.angka().is_some_and(|p| p.0 > Decimal::ONE_HUNDRED);
            let (isi, _) = dice.pick(months(laporan, |_, isi| high(isi)))?;
            isi.keterangan.value = None;
            Some(Planted::new(&["capaian-tinggi-tanpa-keterangan"], vec![isi.persen.place]))
        }
        Kind::TanpaTarget => {
            let (isi, _) = dice.pick(months(laporan, |bulan, isi| bulan == JANUARI && filled(&isi.realisasi)))?;
            let right = (isi.target.place, amount(&isi.target));
            isi.target.value = Nilai::Nihil;
            let mut planted = Planted::new(&["target-bulanan-tidak-sama-tahunan"], vec![right.0]);
            planted.right = Some(right);
            Some(planted)
        }
        Kind::TakTerbaca => {
            let (isi, _) = dice.pick(months(laporan, |_, isi| filled(&isi.target)))?;
            let place = isi.target.place;
            let right = amount(&isi.target);
            isi.target.value = Nilai::TakTerbaca;
            let mut planted = Planted::new(&["angka-tidak-terbaca"], vec![place]);
            planted.right = Some((place, right));
            let text = Text::new("Tidak terbaca.", "Unreadable.");
            planted.reading = Some(Diagnostic::new("angka-tidak-terbaca", Grade::Salah, text).at(place));
            Some(planted)
        }
        Kind::Pagu => {
            let (isi, tahunan) =
                dice.pick(months(laporan, |bulan, isi| bulan == FEBRUARI && filled(&isi.realisasi)))?;
            let right = (isi.realisasi.place, amount(&isi.realisasi));
            isi.realisasi.value = Nilai::Angka(Rupiah(Decimal::from(20_000_000_000_i64)));
            let mut planted = Planted::new(&["realisasi-melebihi-pagu"], vec![right.0, tahunan]);
            planted.right = Some(right);
            Some(planted)
        }
        Kind::TotalBasi | Kind::Rekap | Kind::TotalDisebut | Kind::CaraHitung => rekap::plant(laporan, dice, kind),
        _ => across::plant_elsewhere(laporan, dice, kind),
    }
}

fn plant_total(laporan: &mut Laporan, dice: &mut Dice, kind: Kind) -> Option<Planted> {
    let total = dice.pick(with_total(laporan))?.total.as_mut()?;
    let (cell, names): (_, &'static [&'static str]) = match kind {
        Kind::TotalTahunan => (&mut total.tahunan, &["total-tahunan-tidak-cocok"]),
        Kind::TotalTarget => (&mut total.target, &["total-target-tidak-cocok"]),
        _ => (&mut total.realisasi, &["total-realisasi-tidak-cocok"]),
    };
    let right = mistype(dice, cell)?;
    let mut planted = Planted::new(names, vec![right.0]);
    planted.right = Some(right);
    Some(planted)
}
