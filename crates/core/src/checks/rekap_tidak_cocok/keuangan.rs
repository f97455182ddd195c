//! Rekap keuangan (Tabel 2.6.1): per program, and its total.

use std::collections::{HashMap, HashSet};

use super::{Desk, Difference, NAME, key, label};
use crate::capaian::amount;
use crate::facts::Facts;
use crate::wording::{self, figure};
use crate::{
    Anggaran, BarisKeuangan, Besaran, Bulan, Decimal, Diagnostic, Grade, Nilai, Persen, Place, RekapKeuangan, Rupiah,
    Sourced, TabelRekap, Text, ganda, rekap, stands_for,
};

/// A figure of the rekap that was found wrong: what of, by how much, and the number of its finding.
#[derive(Clone, Copy)]
pub(super) struct Wrong {
    pub apa: Besaran,
    pub delta: Decimal,
    pub finding: usize,
}

/// So many absent programs are named.
const NAMED: usize = 5;

/// A program of the lampiran, and its row of the computed rekap.
type Program<'a> = (&'a Anggaran, &'a RekapKeuangan);

/// A typed table of keuangan.
pub(super) struct Table<'a> {
    pub tabel: &'a TabelRekap,
    pub rows: &'a [BarisKeuangan],
    pub total: Option<&'a BarisKeuangan>,
    /// Whether its figures so far are of the report's own period.
    pub current: bool,
}

/// The programs of the lampiran, and how rows of the rekap find them.
struct Index<'a> {
    programs: Vec<Program<'a>>,
    named: HashMap<String, Program<'a>>,
    /// By name and anggaran: two may have one name.
    exact: HashMap<(String, &'a Nilai<Rupiah>), Program<'a>>,
    /// By anggaran, those whose name no row has.
    absent: HashMap<&'a Nilai<Rupiah>, Vec<Program<'a>>>,
}

impl<'a> Index<'a> {
    fn new(facts: &Facts<'a>, tables: &[Table]) -> Self {
        let counted = rekap::highest(facts.laporan).into_iter().flat_map(ganda::counted);
        let programs: Vec<Program> = counted.zip(&facts.rekap.keuangan).collect();
        let typed: HashSet<String> =
            tables.iter().flat_map(|table| table.rows).map(|baris| key(&baris.program.value)).collect();
        let mut index = Self { programs, named: HashMap::new(), exact: HashMap::new(), absent: HashMap::new() };
        for program in &index.programs {
            let (name, anggaran) = (key(&program.1.program), &program.1.anggaran);
            if !typed.contains(&name) {
                index.absent.entry(anggaran).or_default().push(*program);
            }
            index.exact.entry((name.clone(), anggaran)).or_insert(*program);
            index.named.entry(name).or_insert(*program);
        }
        index
    }

    /// The program of a row.
    fn find(&self, baris: &BarisKeuangan) -> Option<Program<'a>> {
        let exact = (key(&baris.program.value), &baris.anggaran.value);
        self.exact.get(&exact).or_else(|| self.named.get(&exact.0)).copied()
    }

    /// The program a row may mean whose name is not known: one of the same anggaran. It is absent no more.
    fn meant(&mut self, baris: &BarisKeuangan) -> Option<Program<'a>> {
        baris.anggaran.value.angka()?;
        self.absent.get_mut(&baris.anggaran.value)?.pop()
    }

    /// The programs that no row has or means, in order.
    fn missing(&self) -> Vec<Program<'a>> {
        let absent: HashSet<_> =
            self.absent.values().flatten().map(|(anggaran, _)| std::ptr::from_ref(*anggaran)).collect();
        let programs = self.programs.iter().copied();
        programs.filter(|(anggaran, _)| absent.contains(&std::ptr::from_ref(*anggaran))).collect()
    }
}

/// What the rows above a total came to.
#[derive(Default)]
struct Group {
    wrong: Vec<Wrong>,
    /// Whether any of them is of a program; a table of kegiatan alone has totals of its own.
    known: bool,
    /// Anggaran and realisasi of its programs, as the lampiran has them.
    right: [Decimal; 2],
}

/// Compares all tables of keuangan; gives the totals that were typed wrong, with what is typed.
pub(super) fn tables(desk: &mut Desk, tables: &[Table]) -> Vec<(Wrong, Decimal)> {
    let mut index = Index::new(desk.facts, tables);
    // A total closes the rows above it, on its page and the pages before.
    let mut groups = vec![Group::default()];
    for table in tables {
        for baris in table.rows {
            let (found, program) = row(desk, &mut index, baris, table.current);
            let Some(group) = groups.last_mut() else { continue };
            group.wrong.extend(found);
            group.known |= program.is_some();
            let figures = program.map(|(_, row)| [amount(&row.anggaran).0, amount(&row.realisasi).0]);
            for (sum, figure) in group.right.iter_mut().zip(figures.into_iter().flatten()) {
                *sum = sum.saturating_add(figure);
            }
        }
        if table.total.is_some() {
            groups.push(Group::default());
        }
    }
    let with_total: Vec<&Table> = tables.iter().filter(|table| table.total.is_some()).collect();
    let known = groups.iter().any(|group| group.known);
    let missing =
        tables.last().filter(|_| known).and_then(|last| missing(desk, &index.missing(), last)).into_iter().flatten();
    if let (Some(group), [_]) = (groups.first_mut(), with_total.as_slice()) {
        group.wrong.extend(missing);
    }
    let totals = with_total.iter().filter_map(|table| Some((table.total?, table.current)));
    let parted = with_total.len() > 1;
    let known = totals.zip(&groups).filter(|(_, group)| group.known);
    known.flat_map(|((baris, current), group)| total(desk, group, parted, baris, current)).collect()
}

/// Compares the row of a program; gives the program too, where it is one.
fn row<'a>(
    desk: &mut Desk,
    index: &mut Index<'a>,
    baris: &BarisKeuangan,
    current: bool,
) -> (Vec<Wrong>, Option<Program<'a>>) {
    let Some(program) = index.find(baris) else {
        let meant = index.meant(baris);
        let known = meant.map(|(anggaran, _)| &anggaran.nama);
        let found = desk.unknown(&Text::new("Program", "Program"), &baris.program, known);
        let extra = found.filter(|_| meant.is_none()).map(|finding| {
            let extra = |apa, nilai: &Nilai<Rupiah>| Wrong { apa, delta: amount(nilai).0, finding };
            vec![extra(Besaran::Anggaran, &baris.anggaran.value), extra(Besaran::Realisasi, &baris.realisasi.value)]
        });
        return (extra.unwrap_or_default(), meant);
    };
    let (anggaran, right) = program;
    let mut wrong = Vec::new();
    let year = vec![anggaran.tahunan.place];
    wrong.extend(figures(desk, baris, Besaran::Anggaran, &baris.anggaran, &right.anggaran, year));
    if current {
        let months = anggaran.bulan.iter().filter(|(bulan, _)| desk.facts.reported(*bulan));
        let months = months.filter_map(|(_, isi)| Some(isi.as_ref()?.realisasi.place)).collect();
        wrong.extend(figures(desk, baris, Besaran::Realisasi, &baris.realisasi, &right.realisasi, months));
        persen(desk, baris, right.persen, &wrong, Some(&anggaran.nama.value));
    }
    (wrong, Some(program))
}

/// Compares an amount of a row.
fn figures(
    desk: &mut Desk,
    baris: &BarisKeuangan,
    apa: Besaran,
    typed: &Sourced<Nilai<Rupiah>>,
    right: &Nilai<Rupiah>,
    cells: Vec<Place>,
) -> Option<Wrong> {
    let (typed_amount, right_amount) = (amount(&typed.value).0, amount(right).0);
    // What cannot be read is said already; nil is no money.
    if matches!(typed.value, Nilai::TakTerbaca) || typed_amount == right_amount {
        return None;
    }
    let program = &baris.program.value;
    let names = wording::names(desk.facts.laporan, &cells, typed.place.sheet);
    let source = source(apa, desk.facts.akhir, &names);
    let what = of_program(apa, program);
    let mut difference = Difference::amounts(what, typed.place, typed_amount, right_amount, source, cells);
    if typed.value.is_blank() {
        (difference.typed, difference.delta) = (None, None);
    }
    let finding = desk.differs(Some(program), difference);
    Some(Wrong { apa, delta: typed_amount.saturating_sub(right_amount), finding })
}

/// Compares the percentage of a row: what follows from a wrong amount beside it is folded into that one's finding.
fn persen(
    desk: &mut Desk,
    baris: &BarisKeuangan,
    right: Option<Persen>,
    wrong: &[Wrong],
    program: Option<&str>,
) -> Option<(Wrong, Decimal)> {
    let typed = baris.persen.as_ref()?;
    let nil = matches!(typed.value, Nilai::Nihil);
    let written = typed.value.angka().copied().or_else(|| nil.then_some(Persen(Decimal::ZERO)))?;
    let right = right?;
    if stands_for(written, right) || (nil && right.rounded().0.is_zero()) {
        return None;
    }
    let what = program.map_or_else(|| of_total(Besaran::Persen), |program| of_program(Besaran::Persen, program));
    let own = Persen::of(amount(&baris.realisasi.value).0, amount(&baris.anggaran.value).0);
    let delta = written.0.saturating_sub(right.0);
    let cause = wrong.first().filter(|_| own.is_some_and(|own| stands_for(written, own)));
    let finding = if let Some(cause) = cause {
        desk.findings.follow(cause.finding, label(&what, typed.place));
        cause.finding
    } else {
        let source = Text::new("realisasi dibanding anggaran adalah", "realisasi against anggaran is");
        let mut difference = Difference::points(what, typed.place, written, right, source);
        if nil {
            difference.typed = Some(("-".to_owned(), "-".to_owned()));
        }
        desk.differs(program, difference)
    };
    Some((Wrong { apa: Besaran::Persen, delta, finding }, written.0))
}

/// Says which programs of the lampiran have no row in the rekap; gives what its total lacks for them.
fn missing(desk: &mut Desk, absent: &[Program], Table { tabel, total, .. }: &Table) -> Option<[Wrong; 2]> {
    let (first, _) = absent.first()?;
    let cell = tabel.kepala.cell;
    let names: Vec<String> =
        absent.iter().take(NAMED).map(|(anggaran, _)| format!("“{}”", anggaran.nama.value)).collect();
    let more = if absent.len() > NAMED { ", …" } else { "" };
    let names = format!("{}{more}", names.join(", "));
    let message = Text::new(
        format!("Program {names} tidak ada di tabel rekap yang kepalanya di {cell}."),
        format!("The program {names} is not in the rekap whose heading is in {cell}."),
    );
    let sum = |of: fn(&RekapKeuangan) -> &Nilai<Rupiah>| {
        absent.iter().fold(Decimal::ZERO, |sum, (_, row)| sum.saturating_add(amount(of(row)).0))
    };
    let (year, spent) = (sum(|row| &row.anggaran), sum(|row| &row.realisasi));
    let (said_year, said_spent) = (figure(year), figure(spent));
    let advice = Text::new(
        format!("Tambahkan barisnya: anggaran {said_year}, realisasi {said_spent}."),
        format!("Add its row: anggaran {said_year}, realisasi {said_spent}."),
    );
    let grade = if total.is_some() { Grade::Salah } else { Grade::PerluDilihat };
    let mut finding = Diagnostic::new(NAME, grade, message).at(tabel.kepala).expected(&first.nama.value).advice(advice);
    finding.blok = Some(first.nama.value.clone());
    finding.also = absent.iter().take(NAMED).map(|(anggaran, _)| anggaran.nama.place).collect();
    finding.count = absent.len();
    let finding = desk.findings.push(finding);
    let gap = |apa, sum: Decimal| Wrong { apa, delta: -sum, finding };
    Some([gap(Besaran::Anggaran, year), gap(Besaran::Realisasi, spent)])
}

/// Compares the row of a total: with all of the lampiran, or, where the rekap is `parted` into tables with totals of their
/// own, with the programs above it.
fn total(desk: &mut Desk, group: &Group, parted: bool, baris: &BarisKeuangan, current: bool) -> Vec<(Wrong, Decimal)> {
    let Some(all) = &desk.facts.rekap.total else { return Vec::new() };
    let all = [all.tahunan.0, all.realisasi.0];
    let is_all = baris.anggaran.value.angka().is_some_and(|rupiah| Some(&rupiah.0) == all.first());
    let [year, spent] = if parted && !is_all { group.right } else { all };
    let figures = [(Besaran::Anggaran, &baris.anggaran, year), (Besaran::Realisasi, &baris.realisasi, spent)];
    let mut found = Vec::new();
    for (apa, typed, right) in figures.into_iter().filter(|(apa, ..)| current || *apa == Besaran::Anggaran) {
        let Some(written) = typed.value.angka().map(|rupiah| rupiah.0).filter(|written| *written != right) else {
            continue;
        };
        let source = match apa {
            Besaran::Anggaran => Text::new("jumlah Tahunan program di lampiran", "Tahunan of the lampiran adds up to"),
            _ => Text::new("jumlah realisasi program di lampiran", "realisasi of the lampiran adds up to"),
        };
        let difference = Difference::amounts(of_total(apa), typed.place, written, right, source, Vec::new());
        let delta = written.saturating_sub(right);
        let finding = follows(desk, &group.wrong, apa, &difference);
        let finding = finding.unwrap_or_else(|| desk.differs_in_total(apa, difference));
        found.push((Wrong { apa, delta, finding }, written));
    }
    if current {
        let amounts: Vec<Wrong> = found.iter().map(|(wrong, _)| *wrong).collect();
        found.extend(persen(desk, baris, Persen::of(spent, year), &amounts, None));
    }
    found
}

/// Folds what differs in a total into the first finding of the rows above it, where these make the whole difference.
fn follows(desk: &mut Desk, wrong: &[Wrong], apa: Besaran, difference: &Difference) -> Option<usize> {
    let of_kind = || wrong.iter().filter(|wrong| wrong.apa == apa && !wrong.delta.is_zero());
    let finding = of_kind().next()?.finding;
    let sum = of_kind().fold(Decimal::ZERO, |sum, wrong| sum.saturating_add(wrong.delta));
    (Some(sum) == difference.delta)
        .then(|| desk.findings.follow(finding, label(&difference.what, difference.place)))?;
    Some(finding)
}

/// The cells of the lampiran that a total is made of.
pub(super) fn cells(facts: &Facts, apa: Besaran) -> Vec<Place> {
    let programs = rekap::highest(facts.laporan).into_iter().flat_map(ganda::counted);
    let places = programs.flat_map(|anggaran| {
        let months = anggaran.bulan.iter().filter(|(bulan, _)| apa == Besaran::Realisasi && facts.reported(*bulan));
        let months = months.filter_map(|(_, isi)| Some(isi.as_ref()?.realisasi.place));
        let year = (apa == Besaran::Anggaran).then_some(anggaran.tahunan.place);
        year.into_iter().chain(months)
    });
    places.collect()
}

/// What a figure of a program is called.
fn of_program(apa: Besaran, program: &str) -> Text {
    match apa {
        Besaran::Anggaran => {
            Text::new(format!("Anggaran “{program}” di rekap"), format!("Anggaran of “{program}” in the rekap"))
        }
        Besaran::Realisasi => {
            Text::new(format!("Realisasi “{program}” di rekap"), format!("Realisasi of “{program}” in the rekap"))
        }
        Besaran::Persen => Text::new(format!("% “{program}” di rekap"), format!("% of “{program}” in the rekap")),
    }
}

/// What a figure of the total is called.
fn of_total(apa: Besaran) -> Text {
    match apa {
        Besaran::Anggaran => Text::new("Total anggaran rekap", "Total anggaran of the rekap"),
        Besaran::Realisasi => Text::new("Total realisasi rekap", "Total realisasi of the rekap"),
        Besaran::Persen => Text::new("% total rekap", "% of the rekap's total"),
    }
}

/// Where the lampiran has the amount of a program from.
fn source(apa: Besaran, akhir: Option<Bulan>, names: &str) -> Text {
    match (apa, akhir) {
        (Besaran::Anggaran, _) => Text::new(format!("Tahunan di {names}"), format!("Tahunan in {names} is")),
        (_, Some(akhir)) => Text::new(
            format!("jumlah realisasi sampai {akhir} ({names})"),
            format!("realisasi up to {} ({names}) adds up to", akhir.english()),
        ),
        (_, None) => Text::new(format!("jumlah realisasi ({names})"), format!("realisasi ({names}) adds up to")),
    }
}
