//! What a clerk should do about a cause: which cell to change, to what, and why.

use crate::Text;
use crate::culprit::{Cause, Origin, Search, Slip, Suspect};
use crate::sums::{CellId, Kind, Role, State};
use crate::wording::figure;

impl Search<'_, '_> {
    /// What a clerk should do.
    pub(super) fn advice(&self, cause: &Cause) -> Text {
        let home = self.sums.cell(self.cell_of(cause)).place.sheet;
        if cause.origin == Origin::Exchanged {
            return self.exchanged(cause);
        }
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

    /// Two figures that took each other's place; where two such pairs are as likely, both.
    fn exchanged(&self, cause: &Cause) -> Text {
        let home = self.sums.cell(self.cell_of(cause)).place.sheet;
        let name = |suspect: &Suspect| self.sums.name(self.sums.cell(suspect.cell).place, home);
        if let [one, other] = cause.suspects.as_slice() {
            let (a, b) = (name(one), name(other));
            let said = |suspect: &Suspect, nil: &str| {
                if suspect.right.is_zero() { nil.to_owned() } else { figure(suspect.right) }
            };
            let (right, left) = (said(one, "nihil"), said(other, "nihil"));
            let (right_en, left_en) = (said(one, "nil"), said(other, "nil"));
            return Text::new(
                format!(
                    "{a} mungkin {right} dan {b} mungkin {left}: kedua isinya tertukar. Bila benar, tukar kembali."
                ),
                format!(
                    "{a} may be {right_en} and {b} may be {left_en}: the two are exchanged. If so, swap them back."
                ),
            );
        }
        let pairs = |and: &str, or: &str| {
            let pairs = cause.suspects.chunks(2).map(|pair| pair.iter().map(name).collect::<Vec<_>>().join(and));
            pairs.collect::<Vec<_>>().join(or)
        };
        Text::new(
            format!(
                "{} mungkin tertukar: cocokkan dengan dokumen anggaran, lalu tukar yang keliru.",
                pairs(" dan ", ", atau ")
            ),
            format!(
                "{} may be exchanged: compare with the budget document, and exchange the wrong ones.",
                pairs(" and ", ", or ")
            ),
        )
    }

    /// Where TOTAL and the level above both say that a month is off, but not in which kegiatan: the cells it may be.
    fn one_of_many(&self, cause: &Cause) -> Option<Text> {
        let sums = &*self.sums;
        let has = |kind: fn(Kind) -> bool| cause.mended.iter().copied().find(|e| kind(sums.equation(*e).kind));
        let program = has(|kind| kind == Kind::EselonBlok).filter(|_| cause.suspects.is_empty())?;
        let total = sums.equation(has(Kind::is_wide)?).whole;
        let home = sums.cell(self.cell_of(cause)).place.sheet;
        let parts = sums.parts(program);
        let cells = sums.names(parts, home);
        let (whole, sum) = self.written(program);
        let gap = figure(whole.saturating_sub(sum).abs());
        let (more_id, more_en) = if sum > whole { ("kelebihan", "too much") } else { ("kekurangan", "too little") };
        let above = sums.name(sums.cell(sums.equation(program).whole).place, home);
        let total = sums.name(sums.cell(total).place, home);
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
}
