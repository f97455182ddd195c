//! What a stage noticed, as plain data: where, what is written, what should stand there, and why. How it looks is
//! decided by whoever shows it.

use crate::{Area, Bulan, CellRef, Place, SheetId};

/// A finding (*catatan*). One cause, one diagnostic: what merely follows from it is in [`follows`](Self::follows).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The check that speaks, in kebab-case; each has a page.
    pub name: &'static str,
    /// How grave it is.
    pub grade: Grade,
    /// The sheet, where it concerns one.
    pub sheet: Option<SheetId>,
    /// The cell to look at first: the likeliest culprit where one is known, else the sum.
    pub cell: Option<CellRef>,
    /// The section, as [`Bagian::nama`](crate::Bagian::nama) gives it.
    pub bagian: Option<String>,
    /// The program, kegiatan or indikator.
    pub blok: Option<String>,
    /// The month.
    pub bulan: Option<Bulan>,
    /// What is written: decimal text with a point where it is a figure, else the text of the cell.
    pub found: Option<String>,
    /// What should stand there, likewise.
    pub expected: Option<String>,
    /// The other cells that have to do with it.
    pub also: Vec<Place>,
    /// What is wrong, in one sentence.
    pub message: Text,
    /// What to do, in one imperative sentence that names the cell and, where it is known, what to type.
    pub advice: Option<Text>,
    /// The working: the figures that were added up or compared.
    pub sums: Vec<Sum>,
    /// Cells whose figures merely follow from this one, with their names ("TOTAL Target (O107)").
    pub follows: Vec<Text>,
    /// How many of the kind this one stands for, where many were folded into one (else 1).
    pub count: usize,
}

impl Diagnostic {
    /// A diagnostic that concerns the whole file.
    pub fn new(name: &'static str, grade: Grade, message: Text) -> Self {
        Self {
            name,
            grade,
            sheet: None,
            cell: None,
            bagian: None,
            blok: None,
            bulan: None,
            found: None,
            expected: None,
            also: Vec::new(),
            message,
            advice: None,
            sums: Vec::new(),
            follows: Vec::new(),
            count: 1,
        }
    }

    /// The same, at a cell.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.sheet = Some(place.sheet);
        self.cell = Some(place.cell);
        self
    }

    /// The same, about a sheet.
    #[must_use]
    pub fn on(mut self, sheet: SheetId) -> Self {
        self.sheet = Some(sheet);
        self
    }

    /// The same, with what is written.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "a builder reads best with plain values")]
    pub fn found(mut self, found: impl ToString) -> Self {
        self.found = Some(found.to_string());
        self
    }

    /// The same, with what should be written.
    #[must_use]
    #[allow(clippy::needless_pass_by_value, reason = "a builder reads best with plain values")]
    pub fn expected(mut self, expected: impl ToString) -> Self {
        self.expected = Some(expected.to_string());
        self
    }

    /// The same, with what to do.
    #[must_use]
    pub fn advice(mut self, advice: Text) -> Self {
        self.advice = Some(advice);
        self
    }

    /// The cell it points at, where it points at one.
    pub fn place(&self) -> Option<Place> {
        Some(Place { sheet: self.sheet?, cell: self.cell? })
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// It can stand; a person should look.
    PerluDilihat,
    /// The figure cannot stand.
    Salah,
}

impl Grade {
    /// The word of the outside: `salah` or `perlu-dilihat`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PerluDilihat => "perlu-dilihat",
            Self::Salah => "salah",
        }
    }
}

/// A line of working: some cells and what they come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// What it is ("Tahunan", "jumlah target").
    pub label: Text,
    /// The cells it was taken from, where they stand on one sheet.
    pub area: Option<(SheetId, Area)>,
    /// The figure, in decimal text with a point.
    pub figure: String,
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Indonesian, the default.
    #[default]
    Id,
    /// English.
    En,
}

impl Lang {
    /// The one of two that is in this language.
    pub fn pick<T>(self, id: T, en: T) -> T {
        match self {
            Self::Id => id,
            Self::En => en,
        }
    }
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Indonesian, as an official would write it.
    pub id: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text in both languages.
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id: id.into(), en: en.into() }
    }

    /// The text in one of them.
    pub fn get(&self, lang: Lang) -> &str {
        lang.pick(&self.id, &self.en)
    }
}
