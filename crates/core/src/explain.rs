//! A cause in words: the finding that a clerk reads.

mod advice;

use rust_decimal::Decimal;

use crate::culprit::{Cause, Origin, Search, Suspect};
use crate::sums::{CellId, EqId, Kind, Role, State, Sums};
use crate::wording::{figure, plain, written};
use crate::{Diagnostic, Grade, Sum, Text};

impl Search<'_, '_> {
    /// The cell a cause points at: the suspect where there is but one, else the sum.
    pub fn cell_of(&self, cause: &Cause) -> CellId {
        match (cause.suspects.as_slice(), cause.origin) {
            ([suspect], _) | ([suspect, _], Origin::Exchanged) => suspect.cell,
            _ => self.sums.equation(cause.equation).whole,
        }
    }

    /// The finding of a cause.
    pub fn explain(&self, cause: &Cause) -> Diagnostic {
        let cell = self.cell_of(cause);
        let kind = self.sums.equation(cause.equation).kind;
        let mut finding = Diagnostic::new(kind.name(), Grade::Salah, self.message(cause));
        (finding.found, finding.expected) = self.found_and_expected(cause);
        finding.advice = Some(self.advice(cause));
        finding.sums = self.working(cause.equation);
        let sheet = self.sums.cell(cell).place.sheet;
        finding.follows = self.follows(cause, cell).into_iter().map(|cell| self.sums.label(cell, sheet)).collect();
        let others = self.others(cause, cell);
        finding.also = others.into_iter().map(|cell| self.sums.cell(cell).place).collect();
        self.locate(finding, cell)
    }

    /// A finding at a cell, with section, block and month filled in.
    fn locate(&self, mut finding: Diagnostic, cell: CellId) -> Diagnostic {
        let facts = self.sums.facts;
        let found = self.sums.cell(cell);
        let owner = found.owner as usize;
        if found.role >= Role::TotalTahunan {
            finding.bagian = facts.bagian.get(owner).map(|bagian| bagian.nama());
            return finding.at(found.place);
        }
        match facts.blok.get(owner) {
            Some(blok) => facts.locate(finding, blok, found.bulan, found.place),
            None => finding.at(found.place),
        }
    }

    /// What is written in the cell the finding points at, and what should be.
    fn found_and_expected(&self, cause: &Cause) -> (Option<String>, Option<String>) {
        if let [suspect] = cause.suspects.as_slice() {
            return (written(suspect.state, suspect.written), Some(self.right(cause, suspect)));
        }
        let (whole, sum) = self.written(cause.equation);
        (Some(plain(whole)), Some(plain(sum)))
    }

    /// What should stand in a suspect: a figure, or `-` where there is no percentage.
    fn right(&self, cause: &Cause, suspect: &Suspect) -> String {
        let persen = matches!(self.sums.equation(cause.equation).kind, Kind::Persen | Kind::TotalPersen);
        let whole = self.sums.equation(cause.equation).whole == suspect.cell;
        let none = persen && whole && self.sums.exact(cause.equation, |cell| self.sums.value(cell)).is_none();
        if none { "-".to_owned() } else { plain(suspect.right) }
    }

    /// What a failing equation said at first: the whole, and what its parts came to.
    fn written(&self, equation: EqId) -> (Decimal, Decimal) {
        self.written.get(&equation).copied().unwrap_or_default()
    }

    fn message(&self, cause: &Cause) -> Text {
        let sums = &*self.sums;
        let equation = sums.equation(cause.equation);
        let (kind, whole) = (equation.kind, equation.whole);
        let home = sums.cell(self.cell_of(cause)).place.sheet;
        let parts = sums.names(sums.parts(cause.equation), home);
        let Text { id, en } = sums.label(whole, home);
        if matches!(kind, Kind::Persen | Kind::TotalPersen) {
            return self.persen_message(cause);
        }
        let (written, sum) = self.written(cause.equation);
        let gap = figure(written.saturating_sub(sum).abs());
        let (written, sum) = (figure(written), figure(sum));
        match kind {
            Kind::Bulanan | Kind::Kinerja => Text::new(
                format!("Jumlah target bulanan ({parts}) {sum}, sedangkan {id} {written}: selisih {gap}."),
                format!("The monthly targets ({parts}) add up to {sum}, but {en} is {written}: a difference of {gap}."),
            ),
            Kind::EselonBlok => Text::new(
                format!("{id} {written}, sedangkan jumlah kegiatannya ({parts}) {sum}: selisih {gap}."),
                format!("{en} is {written}, but its kegiatan ({parts}) add up to {sum}: a difference of {gap}."),
            ),
            Kind::EselonTotal => Text::new(
                format!("{id} {written}, sedangkan jumlah TOTAL bagian di bawahnya ({parts}) {sum}: selisih {gap}."),
                format!(
                    "{en} is {written}, but the TOTAL of the sections below ({parts}) add up to {sum}: a difference of {gap}."
                ),
            ),
            _ => Text::new(
                format!("{id} tertulis {written}, sedangkan jumlahnya ({parts}) {sum}: selisih {gap}."),
                format!("{en} says {written}, but its figures ({parts}) add up to {sum}: a difference of {gap}."),
            ),
        }
    }

    fn persen_message(&self, cause: &Cause) -> Text {
        let sums = &*self.sums;
        let equation = sums.equation(cause.equation);
        let home = sums.cell(equation.whole).place.sheet;
        let Text { id, en } = sums.label(equation.whole, home);
        let (said, exact) = self.persen_of(cause);
        let [target, realisasi] = sums.parts(cause.equation) else { return Text::new(id, en) };
        let (target, realisasi) = (sums.label(*target, home), sums.label(*realisasi, home));
        let Some(formula) = equation.rumus.where_less_is_better() else {
            return Text::new(
                format!("{id} tertulis {said}, sedangkan {} dibanding {} adalah {exact}.", realisasi.id, target.id),
                format!("{en} says {said}, but {} against {} is {exact}.", realisasi.en, target.en),
            );
        };
        Text::new(
            format!(
                "{id} tertulis {said}. Untuk indikator ini makin kecil makin baik: {} dan {} dengan rumus {formula} \
                 memberi {exact}.",
                target.id, realisasi.id
            ),
            format!(
                "{en} says {said}. For this indikator less is better: {} and {} come to {exact} by {formula}.",
                target.en, realisasi.en
            ),
        )
    }

    /// A percentage as it is written, and as the figures written beside it make it.
    fn persen_of(&self, cause: &Cause) -> (String, String) {
        let sums = &*self.sums;
        let whole = sums.equation(cause.equation).whole;
        let before = |cell: CellId| {
            let suspect = cause.suspects.iter().find(|suspect| suspect.cell == cell);
            suspect.map_or_else(|| sums.value(cell), |suspect| suspect.written)
        };
        let own = cause.suspects.iter().find(|suspect| suspect.cell == whole);
        let state = own.map_or_else(|| sums.state(whole), |suspect| suspect.state);
        let said = if state == State::Nihil { "-".to_owned() } else { crate::format_id(before(whole)) };
        let exact = sums.exact(cause.equation, before).map(|exact| figure(exact.rounded().0));
        (said, exact.unwrap_or_else(|| "-".to_owned()))
    }

    /// The figures that were added up or compared.
    fn working(&self, equation: EqId) -> Vec<Sum> {
        let sums = &*self.sums;
        let kind = sums.equation(equation).kind;
        if matches!(kind, Kind::Persen | Kind::TotalPersen) {
            return Vec::new();
        }
        let (written, sum) = self.written(equation);
        let whole = sums.equation(equation).whole;
        let label = match kind {
            Kind::Bulanan | Kind::EselonBlok => Text::new("Tahunan", "Tahunan"),
            Kind::Kinerja => Text::new("Target Kinerja Tahunan", "Target Kinerja Tahunan"),
            _ => Text::new("TOTAL", "TOTAL"),
        };
        let label = match sums.cell(whole).role {
            Role::Target => Text::new("Target program", "Target of the program"),
            Role::Realisasi => Text::new("Realisasi program", "Realisasi of the program"),
            _ => label,
        };
        let place = sums.cell(whole).place;
        let own = crate::Area { first: place.cell, last: place.cell };
        let parts = sums.area(sums.parts(equation));
        vec![
            Sum { label, area: Some((place.sheet, own)), figure: plain(written) },
            Sum { label: Text::new("jumlah", "sum"), area: parts, figure: plain(sum) },
            Sum {
                label: Text::new("selisih", "difference"),
                area: None,
                figure: plain(written.saturating_sub(sum).abs()),
            },
        ]
    }

    /// The cells that merely follow: sums that a right figure mends, and cells that will change with it.
    pub fn follows(&self, cause: &Cause, cell: CellId) -> Vec<CellId> {
        let primary = self.sums.equation(cause.equation).whole;
        let wholes = cause.mended.iter().map(|equation| self.sums.equation(*equation).whole);
        let mut cells: Vec<CellId> = Vec::new();
        for follower in wholes.chain(cause.follows.iter().copied()) {
            if follower != cell && follower != primary && !cells.contains(&follower) {
                cells.push(follower);
            }
        }
        cells
    }

    /// The other cells that have to do with a cause: the sum, the suspects, and what it was compared with.
    fn others(&self, cause: &Cause, cell: CellId) -> Vec<CellId> {
        let sums: &Sums = self.sums;
        let mut others = vec![sums.equation(cause.equation).whole];
        others.extend(cause.suspects.iter().map(|suspect| suspect.cell));
        for equation in &cause.mended {
            others.push(sums.equation(*equation).whole);
            match sums.equation(*equation).kind {
                Kind::EselonBlok | Kind::EselonTotal | Kind::Persen | Kind::TotalPersen => {
                    others.extend(sums.parts(*equation).iter().copied());
                }
                _ => {}
            }
        }
        let mut seen = std::collections::HashSet::from([cell]);
        others.retain(|other| seen.insert(*other));
        others
    }
}
