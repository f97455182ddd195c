//! Which kegiatan belong to which program: by their codes, else by what they add up to.

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;

use crate::capaian::amount;
use crate::facts::Facts;
use crate::{Anggaran, Eselon, Nilai, Rupiah};

/// At most so many kegiatan in a row are tried as one program.
const RUN: usize = 40;

/// A section with so few kegiatan is tried in all combinations, not only in runs.
const FEW: usize = 8;

/// Two levels of officials with a budget, the lower adding up to the higher.
pub(crate) struct Jenjang {
    /// The sections of the higher eselon.
    pub atas: Vec<usize>,
    /// Those of the lower.
    pub bawah: Vec<usize>,
    /// Each program (a block) with its kegiatan, as far as they could be told.
    pub pasangan: Vec<(usize, Vec<usize>)>,
    /// The program without.
    pub sendiri: Vec<usize>,
    /// Tahunan of all program, of those without kegiatan, and of all kegiatan.
    pub tahunan: [Rupiah; 3],
}

impl Jenjang {
    /// Whether most program have their kegiatan.
    pub fn is_paired(&self) -> bool {
        self.pasangan.len() >= self.sendiri.len()
    }

    /// Whether the program without kegiatan are what the lower level lacks, no more and no less.
    pub fn lacks(&self) -> bool {
        let [program, sendiri, kegiatan] = self.tahunan;
        !self.sendiri.is_empty() && program - sendiri == kegiatan
    }

    /// Whether the lower level is there as a whole, so far as can be told: most program have their kegiatan, and it is
    /// not just the others that are missing; or the year's amount is the same.
    pub fn is_complete(&self) -> bool {
        let [program, _, kegiatan] = self.tahunan;
        program == kegiatan || (self.is_paired() && !self.lacks())
    }
}

/// The levels of a report, from the top; none where only one eselon has a budget.
pub(crate) fn jenjang(facts: &Facts) -> Vec<Jenjang> {
    let mut levels: BTreeMap<Eselon, Vec<usize>> = BTreeMap::new();
    for (nomor, bagian) in facts.bagian.iter().enumerate() {
        if let Some(eselon) = bagian.eselon.filter(|_| facts.anggaran(nomor).next().is_some()) {
            levels.entry(eselon).or_default().push(nomor);
        }
    }
    let levels: Vec<_> = levels.into_values().collect();
    levels.iter().zip(levels.iter().skip(1)).map(|(atas, bawah)| pair_levels(facts, atas, bawah)).collect()
}

fn pair_levels(facts: &Facts, atas: &[usize], bawah: &[usize]) -> Jenjang {
    let program: Vec<_> = atas.iter().flat_map(|bagian| facts.anggaran(*bagian)).collect();
    let pasangan = by_code(facts, &program, bawah).unwrap_or_else(|| by_sum(facts, &program, bawah));
    let paired: HashSet<_> = pasangan.iter().map(|(program, _)| *program).collect();
    let sendiri: Vec<_> = program.iter().copied().filter(|(blok, _)| !paired.contains(blok)).collect();
    let kegiatan = bawah.iter().flat_map(|bagian| facts.anggaran(*bagian));
    let tahunan = [total(program.iter().copied()), total(sendiri.iter().copied()), total(kegiatan)];
    let sendiri = sendiri.into_iter().map(|(blok, _)| blok).collect();
    Jenjang { atas: atas.to_vec(), bawah: bawah.to_vec(), pasangan, sendiri, tahunan }
}

/// Tahunan of some program or kegiatan together.
fn total<'a>(anggaran: impl Iterator<Item = (usize, &'a Anggaran)>) -> Rupiah {
    anggaran.fold(Rupiah::ZERO, |sum, (_, anggaran)| sum + amount(&anggaran.tahunan.value))
}

/// Pairs by account codes (1.06.01 and 1.06.01.2.01), where every program and some kegiatan have one.
fn by_code(facts: &Facts, program: &[(usize, &Anggaran)], bawah: &[usize]) -> Option<Vec<(usize, Vec<usize>)>> {
    let mut codes = HashMap::new();
    for (blok, anggaran) in program {
        codes.insert(anggaran.kode.as_deref()?.trim_end_matches('.'), *blok);
    }
    let mut pairs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (blok, kegiatan) in bawah.iter().flat_map(|bagian| facts.anggaran(*bagian)) {
        let mut prefix = kegiatan.kode.as_deref()?;
        while let Some((shorter, _)) = prefix.rsplit_once('.') {
            prefix = shorter;
            if let Some(program) = codes.get(prefix) {
                pairs.entry(*program).or_default().push(blok);
                break;
            }
        }
    }
    (!pairs.is_empty()).then(|| pairs.into_iter().collect())
}

/// Tahunan and the twelve targets: a program and its kegiatan agree in most of them even where some are mistyped. In
/// whole ten-thousandths of a rupiah, for all combinations of a section's kegiatan are added up.
type Figures = [i128; 13];

fn figures(anggaran: &Anggaran) -> Figures {
    let mut figures = [figure(&anggaran.tahunan.value); 13];
    for (place, (_, isi)) in figures.iter_mut().skip(1).zip(anggaran.bulan.iter()) {
        *place = isi.as_ref().map_or(0, |isi| figure(&isi.target.value));
    }
    figures
}

fn figure(nilai: &Nilai<Rupiah>) -> i128 {
    let amount = nilai.angka().map_or(Decimal::ZERO, |rupiah| rupiah.0).round_dp(4);
    amount.mantissa().saturating_mul(10i128.pow(4u32.saturating_sub(amount.scale())))
}

/// The program by each of their figures.
struct Index {
    /// For each of the thirteen, figure and program, in order.
    columns: Vec<Vec<(i128, usize)>>,
    /// How many figures each program has.
    known: HashMap<usize, usize>,
}

impl Index {
    fn new(program: &[(usize, &Anggaran)]) -> Self {
        let mut index = Self { columns: vec![Vec::new(); 13], known: HashMap::new() };
        for (blok, anggaran) in program {
            for (figure, column) in figures(anggaran).into_iter().zip(&mut index.columns) {
                if figure != 0 {
                    column.push((figure, *blok));
                    *index.known.entry(*blok).or_default() += 1;
                }
            }
        }
        index.columns.iter_mut().for_each(|column| column.sort_unstable());
        index
    }

    /// The program that agree with these sums in more than half of their figures.
    fn candidates(&self, sums: &Figures, kegiatan: impl Fn() -> Vec<usize>, into: &mut Vec<Candidate>) {
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for (sum, column) in sums.iter().zip(&self.columns) {
            let first = column.partition_point(|(figure, _)| figure < sum);
            let alike = column.iter().skip(first).take_while(|(figure, _)| figure == sum);
            // A figure that many program share tells nothing.
            for (_, program) in alike.take(FEW) {
                *votes.entry(*program).or_default() += 1;
            }
        }
        for (program, votes) in votes {
            if votes * 2 > self.known.get(&program).copied().unwrap_or_default() {
                into.push(Candidate { votes, program, kegiatan: kegiatan() });
            }
        }
    }
}

/// Some kegiatan of one section that agree with a program in `votes` figures.
struct Candidate {
    votes: usize,
    program: usize,
    kegiatan: Vec<usize>,
}

/// Pairs by sums: kegiatan of one section, mostly in a row, that add up to a program in most figures.
fn by_sum(facts: &Facts, program: &[(usize, &Anggaran)], bawah: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let index = Index::new(program);
    let mut candidates = Vec::new();
    for bagian in bawah {
        let kegiatan: Vec<_> = facts.anggaran(*bagian).map(|(blok, anggaran)| (blok, figures(anggaran))).collect();
        if kegiatan.len() <= FEW {
            try_all(&index, &kegiatan, &mut candidates);
        } else {
            try_runs(&index, &kegiatan, &mut candidates);
        }
    }
    choose(candidates)
}

fn try_all(index: &Index, kegiatan: &[(usize, Figures)], candidates: &mut Vec<Candidate>) {
    // The sums of the combination that each number's bits say: that of the lower bits, and the kegiatan of the highest.
    let mut sums = vec![[0; 13]];
    for (_, figures) in kegiatan {
        let more: Vec<_> = sums.iter().map(|sums| plus(*sums, figures)).collect();
        sums.extend(more);
    }
    for (bits, sums) in sums.iter().enumerate().skip(1) {
        let chosen = || kegiatan.iter().enumerate().filter(|(i, _)| bits >> i & 1 == 1).map(|(_, (blok, _))| *blok);
        index.candidates(sums, || chosen().collect(), candidates);
    }
}

fn try_runs(index: &Index, kegiatan: &[(usize, Figures)], candidates: &mut Vec<Candidate>) {
    for from in 0..kegiatan.len() {
        let mut sums = [0; 13];
        for (length, (_, figures)) in kegiatan.iter().skip(from).take(RUN).enumerate() {
            sums = plus(sums, figures);
            let run = || kegiatan.iter().skip(from).take(length + 1).map(|(blok, _)| *blok).collect();
            index.candidates(&sums, run, candidates);
        }
    }
}

fn plus(mut sums: Figures, figures: &Figures) -> Figures {
    for (sum, figure) in sums.iter_mut().zip(figures) {
        *sum = sum.saturating_add(*figure);
    }
    sums
}

/// The best candidates that share neither program nor kegiatan.
fn choose(mut candidates: Vec<Candidate>) -> Vec<(usize, Vec<usize>)> {
    let order = |c: &Candidate| (std::cmp::Reverse(c.votes), std::cmp::Reverse(c.kegiatan.len()), c.program);
    candidates.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.kegiatan.cmp(&b.kegiatan)));
    let mut taken = HashSet::new();
    let mut pairs = BTreeMap::new();
    for candidate in candidates {
        if pairs.contains_key(&candidate.program) || candidate.kegiatan.iter().any(|k| taken.contains(k)) {
            continue;
        }
        taken.extend(candidate.kegiatan.iter().copied());
        pairs.insert(candidate.program, candidate.kegiatan);
    }
    pairs.into_iter().collect()
}
