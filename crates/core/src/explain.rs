//! A cause in words: the finding that a clerk reads.

use rust_decimal::Decimal;

use crate::culprit::{Cause, Search, Slip, Suspect};
use crate::sums::{CellId, EqId, Kind, Role, State, Sums};
use crate::wording::{figure, plain, written};
use crate::{Diagnostic, Grade, Sum, Text};

impl Search<'_, '_> {
    /// The cell a cause points at: the suspect where there is but one, else the sum.
    pub fn cell_of(&self, cause: &Cause) -> CellId {
        match cause.suspects.as_slice() {
            [suspect] => suspect.cell,
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
        Text::new(
            format!("{id} tertulis {said}, sedangkan {} dibanding {} adalah {exact}.", realisasi.id, target.id),
            format!("{en} says {said}, but {} against {} is {exact}.", realisasi.en, target.en),
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

    /// What a clerk should do.
    fn advice(&self, cause: &Cause) -> Text {
        let home = self.sums.cell(self.cell_of(cause)).place.sheet;
        if let Some(advice) = self.one_of_many(cause) {
            return advice;
        }
        match cause.suspects.as_slice() {
            [suspect] => self.advice_for(cause, suspect),
            [] if self.sums.equation(cause.equation).kind.is_wide() => {
                let whole = self.sums.equation(cause.equation).whole;
                let name = self.sums.cell(whole).place.cell;
                let sum = figure(self.written(cause.equation).1);
                Text::new(
                    format!(
                        "Ketik {sum} di {name}, atau pakai rumus; bila TOTAL itu yang benar, periksa angka bulanannya."
                    ),
                    format!("Type {sum} in {name}, or use a formula; if TOTAL is right, look at the monthly figures."),
                )
            }
            [] => {
                let equation = self.sums.equation(cause.equation);
                let parts = self.sums.names(self.sums.parts(cause.equation), home);
                let whole = self.sums.name(self.sums.cell(equation.whole).place, home);
                Text::new(
                    format!("Cocokkan {whole} dan {parts} dengan dokumen anggaran, lalu perbaiki yang keliru."),
                    format!("Compare {whole} and {parts} with the budget document, and correct the one that is wrong."),
                )
            }
            several => {
                let guess = |suspect: &Suspect| {
                    let name = self.sums.name(self.sums.cell(suspect.cell).place, home);
                    let reason =
                        self.reason(suspect).map(|r| Text::new(format!(" ({})", r.id), format!(" ({})", r.en)));
                    let reason = reason.unwrap_or_else(|| Text::new("", ""));
                    let right = figure(suspect.right);
                    Text::new(
                        format!("{name} mungkin {right}{}", reason.id),
                        format!("{name} may be {right}{}", reason.en),
                    )
                };
                let guesses: Vec<_> = several.iter().map(guess).collect();
                let (id, en): (Vec<_>, Vec<_>) = guesses.into_iter().map(|text| (text.id, text.en)).unzip();
                Text::new(
                    format!("{}: cocokkan dengan dokumen anggaran, lalu perbaiki yang keliru.", id.join(", atau ")),
                    format!(
                        "{}: compare with the budget document, and correct the one that is wrong.",
                        en.join(", or ")
                    ),
                )
            }
        }
    }

    /// Where TOTAL and the level above both say that a month is off, but not in which kegiatan: the cells it may be.
    fn one_of_many(&self, cause: &Cause) -> Option<Text> {
        let sums = &*self.sums;
        let has = |kind: fn(Kind) -> bool| cause.mended.iter().copied().find(|e| kind(sums.equation(*e).kind));
        let program = has(|kind| kind == Kind::EselonBlok).filter(|_| cause.suspects.is_empty())?;
        let total = sums.equation(has(Kind::is_wide)?).whole;
        let home = sums.cell(self.cell_of(cause)).place.sheet;
        let parts = sums.parts(program);
        let cells: Vec<String> = parts.iter().map(|part| sums.name(sums.cell(*part).place, home)).collect();
        let (whole, sum) = self.written(program);
        let gap = figure(whole.saturating_sub(sum).abs());
        let (more_id, more_en) = if sum > whole { ("kelebihan", "too much") } else { ("kekurangan", "too little") };
        let above = sums.name(sums.cell(sums.equation(program).whole).place, home);
        let (cells, total) = (cells.join(", "), sums.name(sums.cell(total).place, home));
        (parts.len() > 1).then(|| {
            Text::new(
                format!(
                    "Salah satu dari {cells} {more_id} {gap}, menurut TOTAL ({total}) dan program ({above}): cocokkan \
                     dengan dokumen anggaran, lalu perbaiki yang keliru."
                ),
                format!(
                    "One of {cells} is {gap} {more_en}, by TOTAL ({total}) and the program ({above}): compare with the \
                     budget document, and correct the one that is wrong."
                ),
            )
        })
    }

    /// "P14 mungkin 302.563.016: dua angka tertukar; kegiatan di Eselon III (P246) memuat 302.563.016."
    fn advice_for(&self, cause: &Cause, suspect: &Suspect) -> Text {
        let cell = self.sums.cell(suspect.cell);
        let name = cell.place.cell;
        let right = self.right(cause, suspect);
        let right = right.parse().map_or(right, figure);
        if matches!(cell.role, Role::Persen | Role::TotalPersen) {
            if let Some(missing) = self.missing_part(cause) {
                return Text::new(
                    format!("Isi {} bila ada; bila memang tidak ada, ganti {name} menjadi {right}.", missing.id),
                    format!("Fill in {} if there is one; if there is none, change {name} to {right}.", missing.en),
                );
            }
            return Text::new(
                format!("Ganti {name} menjadi {right}, atau pakai rumus."),
                format!("Change {name} to {right}, or use a formula."),
            );
        }
        let reasons: Vec<Text> = [self.reason(suspect), self.support(cause, suspect)].into_iter().flatten().collect();
        let join = |pick: fn(&Text) -> &String| {
            let reasons: Vec<&str> = reasons.iter().map(|text| pick(text).as_str()).collect();
            if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) }
        };
        // Where nothing is planned, nothing realised is a dash.
        let (typed_id, typed_en) = if suspect.right.is_zero() && cell.bulan.is_some() {
            ("0, atau tanda hubung (-) bila nihil,", "0, or a dash (-) for nil,")
        } else {
            (right.as_str(), right.as_str())
        };
        Text::new(
            format!("{name} mungkin {right}{}. Bila benar, ketik {typed_id} di {name}.", join(|text| &text.id)),
            format!("{name} may be {right}{}. If so, type {typed_en} in {name}.", join(|text| &text.en)),
        )
    }

    /// The target or realisasi without which a percentage has nothing to stand on, where the other is there: which of
    /// them is wrong cannot be told.
    fn missing_part(&self, cause: &Cause) -> Option<Text> {
        let parts = self.sums.parts(cause.equation);
        let is_missing = |cell: &CellId| self.sums.state(*cell) != State::Angka;
        let is_there = |cell: &CellId| self.sums.is_written(*cell) && !self.sums.value(*cell).is_zero();
        let missing = parts.iter().find(|cell| is_missing(cell)).filter(|_| parts.iter().any(is_there))?;
        let home = self.sums.cell(self.sums.equation(cause.equation).whole).place.sheet;
        Some(self.sums.label(*missing, home))
    }

    /// The slip that explains a suspect.
    fn reason(&self, suspect: &Suspect) -> Option<Text> {
        let home = self.sums.cell(suspect.cell).place.sheet;
        let name = |cell: CellId| self.sums.name(self.sums.cell(cell).place, home);
        match suspect.slip {
            Some(Slip::AllTwice) => Some(Text::new(
                "semua angka terhitung dua kali, baris jumlah ikut dijumlahkan",
                "everything is counted twice, subtotal rows are inside the range",
            )),
            Some(Slip::LeftOut(cell)) => Some(Text::new(
                format!("{} tidak ikut dijumlahkan", name(cell)),
                format!("{} is left out of the sum", name(cell)),
            )),
            Some(Slip::Twice(cell)) => Some(Text::new(
                format!("{} terhitung dua kali", name(cell)),
                format!("{} is counted twice", name(cell)),
            )),
            None => suspect.typo.map(crate::typo::Typo::text),
        }
    }

    /// What else in the report says so: the kegiatan of the lower eselon, the program of the higher, the percentage.
    fn support(&self, cause: &Cause, suspect: &Suspect) -> Option<Text> {
        let sums = &*self.sums;
        let home = sums.cell(suspect.cell).place.sheet;
        let eselon = cause.mended.iter().copied().find(|e| sums.equation(*e).kind == Kind::EselonBlok);
        if let Some(equation) = eselon {
            let whole = sums.equation(equation).whole;
            let parts = sums.parts(equation);
            let names = sums.names(parts, home);
            let sum = figure(sums.sum_of_parts(equation));
            return Some(match parts {
                _ if whole != suspect.cell => {
                    let program = sums.name(sums.cell(whole).place, home);
                    Text::new(format!("cocok dengan program ({program})"), format!("it fits the program ({program})"))
                }
                [_] => {
                    let level = self.eselon(parts);
                    Text::new(
                        format!("kegiatan{} ({names}) memuat {sum}", level.id),
                        format!("the kegiatan{} ({names}) holds {sum}", level.en),
                    )
                }
                _ => {
                    let level = self.eselon(parts);
                    Text::new(
                        format!("kegiatan{} ({names}) berjumlah {sum}", level.id),
                        format!("the kegiatan{} ({names}) add up to {sum}", level.en),
                    )
                }
            });
        }
        let persen = cause.mended.iter().copied().find(|e| sums.equation(*e).kind == Kind::Persen)?;
        let persen = sums.cell(sums.equation(persen).whole);
        let (name, said) = (sums.name(persen.place, home), crate::format_id(persen.value));
        Some(Text::new(
            format!("cocok dengan persen yang tertulis di {name} ({said})"),
            format!("it fits the percentage written in {name} ({said})"),
        ))
    }

    /// " di Eselon III", where the section of some cells names its eselon.
    fn eselon(&self, cells: &[CellId]) -> Text {
        let facts = self.sums.facts;
        let owner = cells.first().map(|cell| self.sums.cell(*cell).owner as usize);
        let bagian = owner.and_then(|owner| facts.bagian.get(facts.blok.get(owner)?.bagian));
        match bagian.and_then(|bagian| bagian.eselon) {
            Some(eselon) => Text::new(format!(" di Eselon {eselon}"), format!(" of Eselon {eselon}")),
            None => Text::new("", ""),
        }
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
