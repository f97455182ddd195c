//! The law of reading: a random report, rendered in random styles of the offices, reads back as itself.

mod render;

use lampiran_core::{Decimal, Laporan, Nilai, SharedText, Sourced};
use proptest::prelude::*;

use super::draw::{figure, read, said};

/// A report as what is compared: sections with sasaran, and under each two stacks of blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Report {
    sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
    nama: String,
    sasaran: Vec<Stacks>,
    /// Tahunan, target and realisasi of the TOTAL row; none without a budget.
    total: Option<[String; 3]>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Stacks {
    no: String,
    uraian: String,
    indikator: Vec<Block>,
    anggaran: Vec<Block>,
}

/// A block of either side: figures as decimal text, "-" for nil, "" for blank.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    no: String,
    nama: String,
    tahunan: String,
    target: Vec<String>,
    realisasi: Vec<String>,
    keterangan: Vec<String>,
    mulai_blok: usize,
}

/// Random choices, drawn one after another.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: u64) -> u64 {
        // The constants are those of Knuth's MMIX; the high bits are the random ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap()]
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }
}

fn random_report(dice: &mut Dice) -> Report {
    let sections = 1 + dice.below(3);
    Report { sections: (0..sections).map(|i| section(dice, i)).collect() }
}

fn section(dice: &mut Dice, i: u64) -> Section {
    let nama = match i {
        0 => "Eselon II / Kepala Dinas",
        _ => dice.of(&["Eselon III / Sekretaris", "PENYULUH SOSIAL AHLI MUDA", "Eselon III / Kepala Bidang Arsip"]),
    };
    let count = 1 + dice.below(3);
    let sasaran: Vec<Stacks> = (1..=count).map(|n| stacks(dice, n)).collect();
    let blocks = || sasaran.iter().flat_map(|stacks| &stacks.anggaran);
    let sum = |figures: Vec<&String>| {
        figures.iter().filter_map(|figure| figure.parse::<Decimal>().ok()).sum::<Decimal>().to_string()
    };
    let total = blocks().next().map(|_| {
        [
            sum(blocks().map(|block| &block.tahunan).collect()),
            sum(blocks().flat_map(|block| &block.target).collect()),
            sum(blocks().flat_map(|block| &block.realisasi).collect()),
        ]
    });
    Section { nama: nama.to_owned(), sasaran, total }
}

fn stacks(dice: &mut Dice, no: u64) -> Stacks {
    let indikator = 1 + dice.below(3);
    let anggaran = if no == 1 { 1 + dice.below(3) } else { dice.below(3) };
    let small = |dice: &mut Dice| (1 + dice.below(40)).to_string();
    let large = |dice: &mut Dice| (1_000_000 + dice.below(900_000_000)).to_string();
    let mut block = |kind: &str, i: u64, amount: &dyn Fn(&mut Dice) -> String| Block {
        no: (i + 1).to_string(),
        nama: format!(
            "{kind} {no} {i} {}",
            ["layanan", "arsip\u{a0}daerah", "data"][usize::try_from(i % 3).unwrap()].replace('\u{a0}', " ")
        ),
        tahunan: amount(dice),
        target: (0..12).map(|_| if dice.below(5) == 0 { "-".to_owned() } else { amount(dice) }).collect(),
        realisasi: (0..12)
            .map(|month| match dice.below(4) {
                0 => "-".to_owned(),
                _ if month > 3 => String::new(),
                _ => amount(dice),
            })
            .collect(),
        keterangan: (0..12).map(|_| dice.of(&["", "-", "Berkas masih diproses"]).to_owned()).collect(),
        mulai_blok: usize::try_from(i).unwrap(),
    };
    Stacks {
        no: no.to_string(),
        uraian: format!("Meningkatnya layanan {no}"),
        indikator: (0..indikator).map(|i| block("Jumlah laporan", i, &small)).collect(),
        anggaran: (0..anggaran).map(|i| block("Program", i, &large)).collect(),
    }
}

/// What was read, as what is compared.
fn as_read(laporan: &Laporan) -> Report {
    let remark = |remark: &Sourced<Option<SharedText>>| remark.value.as_deref().unwrap_or_default().to_owned();
    let sections = laporan.bagian().map(|bagian| Section {
        nama: bagian.nama(),
        sasaran: bagian
            .sasaran
            .iter()
            .map(|sasaran| Stacks {
                no: sasaran.no.clone(),
                uraian: sasaran.uraian.value.clone(),
                indikator: sasaran
                    .indikator
                    .iter()
                    .enumerate()
                    .map(|(i, indikator)| {
                        let months = || indikator.bulan.iter().map(|(_, bulan)| bulan.as_ref().unwrap());
                        let show = |nilai: &Nilai<_>| figure(nilai, ToString::to_string);
                        Block {
                            no: indikator.no.clone(),
                            nama: indikator.uraian.value.clone(),
                            tahunan: show(&indikator.target_tahunan.value),
                            target: months().map(|bulan| show(&bulan.target.value)).collect(),
                            realisasi: months().map(|bulan| show(&bulan.realisasi.value)).collect(),
                            keterangan: months().map(|bulan| remark(&bulan.keterangan)).collect(),
                            mulai_blok: i,
                        }
                    })
                    .collect(),
                anggaran: sasaran
                    .anggaran
                    .iter()
                    .map(|anggaran| {
                        let months = || anggaran.bulan.iter().map(|(_, bulan)| bulan.as_ref().unwrap());
                        let show = |nilai: &Nilai<lampiran_core::Rupiah>| figure(nilai, |rupiah| rupiah.0.to_string());
                        Block {
                            no: anggaran.no.clone(),
                            nama: anggaran.nama.value.clone(),
                            tahunan: show(&anggaran.tahunan.value),
                            target: months().map(|bulan| show(&bulan.target.value)).collect(),
                            realisasi: months().map(|bulan| show(&bulan.realisasi.value)).collect(),
                            keterangan: months().map(|bulan| remark(&bulan.keterangan)).collect(),
                            mulai_blok: anggaran.mulai_blok,
                        }
                    })
                    .collect(),
            })
            .collect(),
        total: bagian.total.as_ref().map(|total| {
            let show = |nilai: &Nilai<lampiran_core::Rupiah>| figure(nilai, |rupiah| rupiah.0.to_string());
            [show(&total.tahunan.value), show(&total.target.value), show(&total.realisasi.value)]
        }),
    });
    Report { sections: sections.collect() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn any_report_in_any_style_reads_back(seed in any::<u64>()) {
        let mut dice = Dice(seed);
        let report = random_report(&mut dice);
        let style = render::Style::random(&mut dice);
        let sheet = render::sheet(&report, &style);
        let reading = read(vec![sheet]);
        let only_texts = said(&reading).iter().all(|(name, _)| *name == "angka-sebagai-teks");
        prop_assert!(only_texts, "{style:?} {:?}", reading.diagnostics);
        prop_assert_eq!(as_read(&reading.laporan), style.keeps(report), "{:?}", style);
    }
}
