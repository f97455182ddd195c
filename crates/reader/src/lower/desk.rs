//! The desk at which a workbook is read: it collects what was noticed, and folds what is many of a kind.

use std::collections::BTreeMap;

use lampiran_core::{Bulan, Decimal, Diagnostic, Place};

use crate::figure::Style;

/// Where in the report a figure stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'s> {
    /// The section, as messages name it.
    pub(super) bagian: &'s str,
    /// The indikator, program or kegiatan; empty in a TOTAL row.
    pub(super) blok: &'s str,
    pub(super) bulan: Option<Bulan>,
}

impl Spot<'_> {
    /// A diagnostic that says where in the report it is.
    pub(super) fn mark(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        diagnostic.bagian = Some(self.bagian.to_owned()).filter(|bagian| !bagian.is_empty());
        diagnostic.blok = Some(self.blok.to_owned()).filter(|blok| !blok.is_empty());
        diagnostic.bulan = self.bulan;
        diagnostic
    }
}

/// Cells of which one diagnostic speaks for all.
#[derive(Debug, Default)]
pub(super) struct Fold {
    pub(super) places: Vec<Place>,
}

impl Fold {
    /// The first of them.
    pub(super) fn first(&self) -> Option<Place> {
        self.places.first().copied()
    }
}

/// A text that is two numbers, by which mark groups.
#[derive(Debug, Clone)]
pub(super) struct Unsure {
    pub(super) text: String,
    pub(super) indonesian: Decimal,
    pub(super) english: Decimal,
    /// By how much the heading scales it.
    pub(super) scale: u32,
}

impl Unsure {
    /// The number it is in a style.
    pub(super) fn in_style(&self, style: Style) -> Decimal {
        self.typed(style).saturating_mul(self.scale.into())
    }

    /// The number that stands in the cell in a style.
    pub(super) const fn typed(&self, style: Style) -> Decimal {
        match style {
            Style::Indonesian => self.indonesian,
            Style::English => self.english,
        }
    }

    /// The style in which its three digits are a group.
    pub(super) fn grouped_style(&self) -> Style {
        if self.indonesian.is_integer() { Style::Indonesian } else { Style::English }
    }
}

/// So many diagnostics of reading are kept one by one: a workbook of a million wrong cells must not fill the memory.
const MOST_SAID: usize = 100_000;

/// What was noticed so far.
#[derive(Default)]
pub(super) struct Desk {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Where the last diagnostic of each name stands among them.
    last: BTreeMap<&'static str, usize>,
    /// Numbers that were typed as text.
    pub(super) texts: Fold,
    /// The same figures with the numbers they stand for, but for those of a typed rekap.
    pub(super) typed: Vec<(Place, Decimal)>,
    /// Figures of kinerja whose number is shown as a percentage.
    pub(super) percentages: Vec<Place>,
    /// Figures whose formula had no result.
    pub(super) computed: Fold,
    /// Figures taken from another workbook.
    pub(super) foreign: Fold,
    /// Error cells in % of the section at hand whose target is nil or 0.
    pub(super) no_percentage: Fold,
    /// Ambiguous numbers of the section at hand.
    pub(super) unsure: BTreeMap<Place, Unsure>,
    /// How the texts in each column of the section at hand are written: Indonesian, English.
    pub(super) styles: BTreeMap<u16, [usize; 2]>,
}

impl Desk {
    /// Notes a diagnostic. Beyond a number that no person reads, one more of a kind only counts.
    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        let said = self.diagnostics.len();
        let last = self.last.get(diagnostic.name).copied().filter(|_| said >= MOST_SAID);
        if let Some(last) = last.and_then(|last| self.diagnostics.get_mut(last)) {
            last.count += diagnostic.count;
        } else {
            self.last.insert(diagnostic.name, said);
            self.diagnostics.push(diagnostic);
        }
    }

    /// Notes a number that was typed as text, and the style its column thereby shows.
    pub(super) fn text_number(&mut self, place: Place, number: Decimal, style: Option<Style>) {
        self.texts.places.push(place);
        self.typed.push((place, number));
        let styles = self.styles.entry(place.cell.col).or_default();
        match style {
            Some(Style::Indonesian) => styles[0] += 1,
            Some(Style::English) => styles[1] += 1,
            None => {}
        }
    }

    /// Takes back that the text read last was a number: its column wants another unit, or none.
    pub(super) fn no_number(&mut self, place: Place) {
        self.unsure.remove(&place);
        self.texts.places.pop_if(|last| *last == place);
        self.typed.pop_if(|last| last.0 == place);
    }
}
