//! Failing sums that need no search: a cell in them holds no figure, a kegiatan is printed twice, hidden rows or months
//! after the period are counted.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use crate::culprit::{Cause, Origin, Search, Suspect};
use crate::facts::{Facts, Isi};
use crate::sums::trial::{Trial, is_persen};
use crate::sums::{CellId, EqId, Kind, Role, State, Sums};
use crate::{Anggaran, Bulan, Jumlah};

/// Settles the failing sums of TOTAL rows whose cause can be seen without search.
pub(crate) fn seen(search: &mut Search) {
    for bagian in 0..search.sums.facts.bagian.len() {
        repeated(search, bagian);
        counted_besides(search, bagian);
    }
    hidden_kegiatan(search);
}

/// The equations of a section's TOTAL row, with what each adds up of a block.
const TOTALS: [(Role, Kind); 3] = [
    (Role::TotalTahunan, Kind::TotalTahunan),
    (Role::TotalTarget, Kind::TotalTarget),
    (Role::TotalRealisasi, Kind::TotalRealisasi),
];

fn failing_total(search: &Search, bagian: usize, role: Role, kind: Kind) -> Option<(CellId, EqId)> {
    let total = search.sums.total(bagian, role)?;
    let equations = search.sums.equations_of(total).iter().copied();
    let equation = equations.into_iter().find(|e| search.sums.equation(*e).kind == kind)?;
    search.standing.fails(equation).then_some((total, equation))
}

fn figure(jumlah: Option<&Jumlah>, kind: Kind) -> Decimal {
    jumlah.map_or(Decimal::ZERO, |jumlah| match kind {
        Kind::TotalTahunan => jumlah.tahunan.0,
        Kind::TotalTarget => jumlah.target.0,
        _ => jumlah.realisasi.0,
    })
}

/// A kegiatan printed twice: TOTAL counts it twice, or the second printing took the place of another.
fn repeated(search: &mut Search, bagian: usize) {
    let facts = search.sums.facts;
    let copies = blocks(facts, bagian, |blok| facts.blok.get(blok).is_some_and(|blok| blok.salinan.is_some()));
    let Some((first, _)) = copies.first().copied() else { return };
    let jumlah = Jumlah::of(copies.into_iter().map(|(_, anggaran)| anggaran), facts.akhir);
    let written = search.sums.total(bagian, Role::TotalTahunan).is_some_and(|total| search.sums.is_written(total));
    let all_off = !written || failing_total(search, bagian, Role::TotalTahunan, Kind::TotalTahunan).is_some();
    for (role, kind) in TOTALS {
        let Some((total, equation)) = failing_total(search, bagian, role, kind) else { continue };
        let twice = figure(jumlah.as_ref(), kind);
        if search.standing.residual(equation) == twice || all_off {
            attribute(search, Origin::Repeated(first), total, equation);
        }
    }
    // A kegiatan that was overwritten is missing from its program too.
    if all_off {
        for equation in failing_eselon(search, bagian) {
            search.standing.settle(equation);
            let cause = Cause {
                equation,
                origin: Origin::Repeated(first),
                suspects: Vec::new(),
                mended: vec![equation],
                follows: Vec::new(),
            };
            search.causes.push(cause);
        }
    }
}

/// The failing sums of program with the kegiatan of a section.
fn failing_eselon(search: &Search, bagian: usize) -> Vec<EqId> {
    let sums = &*search.sums;
    let mut failing: Vec<EqId> = Vec::new();
    for (blok, _) in sums.facts.anggaran(bagian) {
        let months = Bulan::all()
            .flat_map(|bulan| [sums.month(blok, bulan, Role::Target), sums.month(blok, bulan, Role::Realisasi)]);
        for cell in months.chain([sums.tahunan(blok)]) {
            let equations = sums.equations_of(cell).iter().copied();
            failing.extend(equations.filter(|equation| {
                sums.equation(*equation).kind == Kind::EselonBlok && search.standing.fails(*equation)
            }));
        }
    }
    failing.sort_unstable();
    failing.dedup();
    failing
}

/// Hidden rows, or months after the period, that TOTAL counts.
fn counted_besides(search: &mut Search, bagian: usize) {
    let facts = search.sums.facts;
    let hidden = blocks(facts, bagian, |blok| facts.blok.get(blok).is_some_and(super::facts::Blok::tersembunyi));
    let hidden = Jumlah::of(hidden.into_iter().map(|(_, anggaran)| anggaran), facts.akhir);
    for (role, kind) in TOTALS {
        let Some((total, equation)) = failing_total(search, bagian, role, kind) else { continue };
        let residual = search.standing.residual(equation);
        if residual == figure(hidden.as_ref(), kind) {
            attribute(search, Origin::Hidden(bagian), total, equation);
        } else if kind == Kind::TotalRealisasi && residual == outside(search.sums, bagian) {
            attribute(search, Origin::Outside(bagian), total, equation);
        }
    }
}

/// Program whose kegiatan lack just what a hidden one has.
fn hidden_kegiatan(search: &mut Search) {
    let facts = search.sums.facts;
    let hidden = facts.blok.iter().enumerate().filter(|(_, blok)| blok.tersembunyi());
    let hidden: Vec<(usize, usize)> = hidden.map(|(number, blok)| (number, blok.bagian)).collect();
    if hidden.is_empty() {
        return;
    }
    for equation in search.standing.failing() {
        let found = search.sums.equation(equation);
        let part = search.sums.parts(equation).first().map(|part| search.sums.cell(*part).owner as usize);
        let Some(bagian) = part.and_then(|blok| Some(facts.blok.get(blok)?.bagian)) else { continue };
        let whole = search.sums.cell(found.whole);
        let lacks = |blok: usize| {
            let cell = match whole.bulan {
                Some(bulan) => search.sums.month(blok, bulan, whole.role),
                None => search.sums.tahunan(blok),
            };
            search.sums.value(cell) == search.standing.residual(equation)
        };
        if found.kind == Kind::EselonBlok && hidden.iter().any(|(blok, own)| *own == bagian && lacks(*blok)) {
            search.standing.settle(equation);
            let (origin, mended) = (Origin::Hidden(bagian), vec![equation]);
            search.causes.push(Cause { equation, origin, suspects: Vec::new(), mended, follows: Vec::new() });
        }
    }
}

fn blocks<'a>(facts: &Facts<'a>, bagian: usize, keep: impl Fn(usize) -> bool) -> Vec<(usize, &'a Anggaran)> {
    let rentang = facts.rentang.get(bagian).cloned().unwrap_or_default();
    let anggaran = rentang.filter(|blok| keep(*blok)).filter_map(|blok| match facts.blok.get(blok)?.isi {
        Isi::Anggaran(anggaran) => Some((blok, anggaran)),
        Isi::Indikator(..) => None,
    });
    anggaran.collect()
}

/// Realisasi of a section after the period.
pub(crate) fn outside(sums: &Sums, bagian: usize) -> Decimal {
    let facts = sums.facts;
    facts.anggaran(bagian).fold(Decimal::ZERO, |sum, (blok, _)| {
        let after = Bulan::all().filter(|bulan| !facts.reported(*bulan));
        after.fold(sum, |sum, bulan| sum.saturating_add(sums.cell(sums.month(blok, bulan, Role::Realisasi)).value))
    })
}

/// Lays a failing TOTAL to a cause: what else fails by the same amount is laid to it too.
fn attribute(search: &mut Search, origin: Origin, total: CellId, equation: EqId) {
    let delta = -search.standing.residual(equation);
    let trial = Trial::of(search.sums, &search.standing, &[(total, delta)]);
    // What TOTAL counts besides is known to the rupiah; how a repeated kegiatan is counted must be seen from more sums.
    let is_exact = matches!(origin, Origin::Hidden(_) | Origin::Outside(_));
    if trial.broken == 0 && (is_exact || trial.mended.len() > 1) {
        search.apply(origin, Vec::new(), &trial);
    } else {
        search.standing.settle(equation);
        let cause = Cause { equation, origin, suspects: Vec::new(), mended: vec![equation], follows: Vec::new() };
        search.causes.push(cause);
    }
}

/// Sums with a cell that holds no figure: where it is the only one, the sum tells it; else the sum tells nothing. `gaps`
/// are blocks of which the reading said that a month is missing or printed twice.
pub(crate) fn without_figure(search: &mut Search, gaps: &HashSet<usize>) {
    let mut open: Vec<(EqId, Vec<CellId>)> = Vec::new();
    for equation in search.standing.failing() {
        let unknown: Vec<_> = unknown(search.sums, equation, gaps).collect();
        if !unknown.is_empty() {
            open.push((equation, unknown));
        }
    }
    // A percentage tells a figure only roughly; the shortest sum tells it best.
    open.sort_by_key(|(equation, _)| (is_persen(search.sums, *equation), search.sums.parts(*equation).len()));
    let mut told: HashMap<CellId, usize> = HashMap::new();
    for (equation, _) in open {
        if !search.standing.fails(equation) {
            continue;
        }
        // What was told in the meantime holds a figure now.
        let missing: Vec<_> = unknown(search.sums, equation, gaps).collect();
        match missing.as_slice() {
            [cell] if !is_persen(search.sums, equation) => {
                let asked = asked(search, *cell, gaps);
                tell(search, *cell, equation, &asked, &mut told);
            }
            [cell, ..] => fold_into(search, *cell, equation, Vec::new(), &mut told),
            // The figures that were told do not fit this sum either: it has a cause of its own.
            [] => {}
        }
    }
}

/// The cells of an equation that hold no figure and ought to.
pub(crate) fn unknown<'s>(
    sums: &'s Sums,
    equation: EqId,
    gaps: &'s HashSet<usize>,
) -> impl Iterator<Item = CellId> + use<'s> {
    let terms = sums.parts(equation).iter().copied().chain([sums.equation(equation).whole]);
    terms.filter(|cell| is_unknown(sums, *cell, gaps))
}

/// Whether nothing can be taken from a cell that ought to hold a figure.
fn is_unknown(sums: &Sums, cell: CellId, gaps: &HashSet<usize>) -> bool {
    let cell = sums.cell(cell);
    match cell.state {
        State::TakTerbaca => true,
        State::Kosong => cell.role == Role::Realisasi && cell.bulan.is_some_and(|bulan| sums.facts.reported(bulan)),
        State::TakAda => gaps.contains(&(cell.owner as usize)),
        State::Angka | State::Nihil | State::Kata => false,
    }
}

/// A figure that some sums ask of a cell.
struct Asked {
    delta: Decimal,
    trial: Trial,
    /// The sum that asks it.
    by: EqId,
    /// How many small sums agree.
    votes: usize,
    /// Whether a percentage of the cell denies it.
    denied: bool,
}

/// What each sum that lacks this figure alone asks of it, what most agree on first.
fn asked(search: &Search, cell: CellId, gaps: &HashSet<usize>) -> Vec<Asked> {
    let sums = &*search.sums;
    let is_small = |equation: EqId| !sums.equation(equation).kind.is_wide() && !is_persen(sums, equation);
    let mut asked: Vec<Asked> = Vec::new();
    for by in sums.equations_of(cell).iter().copied() {
        let alone = || unknown(sums, by, gaps).all(|other| other == cell);
        if is_persen(sums, by) || !search.standing.fails(by) || !alone() {
            continue;
        }
        let residual = search.standing.residual(by);
        let delta = if sums.equation(by).whole == cell { -residual } else { residual };
        if delta.is_sign_negative() || asked.iter().any(|other| other.delta == delta) {
            continue;
        }
        let trial = Trial::of(sums, &search.standing, &[(cell, delta)]);
        let votes = trial.mended.iter().filter(|equation| is_small(**equation)).count();
        let own = sums.equations_of(cell).iter().filter(|equation| is_persen(sums, **equation));
        let denied = own.into_iter().any(|e| search.standing.fails(*e) && !trial.mended.contains(e));
        asked.push(Asked { delta, trial, by, votes, denied });
    }
    asked.sort_by_key(|asked| (asked.denied, Reverse(asked.votes)));
    asked
}

/// Whether one figure is likelier than another by more than chance: the percentage denies the other, two small sums
/// more agree, or the other is asked by a TOTAL that the level above or below denies.
fn beats(search: &Search, this: &Asked, other: &Asked) -> bool {
    let sums = &*search.sums;
    let total = sums.equation(other.by);
    let fails_above = |e: &EqId| sums.equation(*e).kind == Kind::EselonTotal && search.standing.fails(*e);
    let is_denied = total.kind.is_wide() && sums.equations_of(total.whole).iter().any(fails_above);
    (other.denied && !this.denied) || this.votes > other.votes + 1 || (is_denied && this.votes > other.votes)
}

/// Takes the figure that a cell's sums and its percentage agree on; where two are as likely, both are named, and none
/// where the sums speak against it as much as for it.
fn tell(search: &mut Search, cell: CellId, equation: EqId, asked: &[Asked], told: &mut HashMap<CellId, usize>) {
    let mut rivals = asked.iter();
    let Some(best) = rivals.next() else { return };
    let clear = rivals.all(|other| beats(search, best, other));
    let change = (cell, best.delta);
    let sure = best.trial.denying(search.sums, &search.standing, cell) < best.trial.mended.len();
    if clear && sure && !search.is_shared(&change, &best.trial) {
        let suspect = search.suspect(change);
        told.insert(cell, search.causes.len());
        search.apply(Origin::NoFigure(cell), vec![suspect], &best.trial);
        return;
    }
    let likely: Vec<_> = asked.iter().filter(|asked| !asked.denied).collect();
    let suspects = match likely.as_slice() {
        [first, second] => vec![search.suspect((cell, first.delta)), search.suspect((cell, second.delta))],
        _ => Vec::new(),
    };
    fold_into(search, cell, equation, suspects, told);
    let open = search.sums.equations_of(cell).to_vec();
    for other in open {
        if !is_persen(search.sums, other) && search.standing.fails(other) {
            fold_into(search, cell, other, Vec::new(), told);
        }
    }
}

fn fold_into(
    search: &mut Search,
    cell: CellId,
    equation: EqId,
    suspects: Vec<Suspect>,
    told: &mut HashMap<CellId, usize>,
) {
    search.standing.settle(equation);
    let known = *told.entry(cell).or_insert(search.causes.len());
    match search.causes.get_mut(known) {
        Some(cause) => cause.mended.push(equation),
        None => search.causes.push(Cause {
            equation,
            origin: Origin::NoFigure(cell),
            suspects,
            mended: vec![equation],
            follows: Vec::new(),
        }),
    }
}
