//! The twelve months of the form, the period of a report, and [`PerBulan`], twelve of anything.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A month of the budget year, Januari to Desember.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bulan(u8);

impl Bulan {
    /// Januari.
    pub const JANUARI: Self = Self(1);
    /// Desember.
    pub const DESEMBER: Self = Self(12);
    /// The spelling of the dictionary; offices also write Pebruari and Nopember.
    const NAMA: [&'static str; 12] = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ];
    const NAME: [&'static str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];

    /// The month with this number, 1 to 12.
    pub const fn new(number: u8) -> Option<Self> {
        if number >= 1 && number <= 12 { Some(Self(number)) } else { None }
    }

    /// 1 for Januari to 12 for Desember.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// All twelve, Januari first.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> {
        (1..=12).map(Self)
    }

    /// The next month; none after Desember.
    pub const fn next(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }

    /// Its Indonesian name, as the dictionary spells it.
    pub fn nama(self) -> &'static str {
        Self::NAMA.get(usize::from(self.0 - 1)).copied().unwrap_or_default()
    }

    /// Its English name.
    pub fn english(self) -> &'static str {
        Self::NAME.get(usize::from(self.0 - 1)).copied().unwrap_or_default()
    }
}

impl fmt::Display for Bulan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.nama())
    }
}

/// The months a report covers, of one year where it says so ("BULAN JANUARI-FEBRUARI TAHUN 2024").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Periode {
    /// The year, where the title names one.
    pub tahun: Option<u16>,
    /// First month.
    pub awal: Bulan,
    /// Last month: figures after it are outside the period.
    pub akhir: Bulan,
}

impl Periode {
    /// Whether `bulan` lies in the period.
    pub fn contains(&self, bulan: Bulan) -> bool {
        self.awal <= bulan && bulan <= self.akhir
    }
}

/// Twelve of something, Januari first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerBulan<T>(Box<[T; 12]>);

impl<T> PerBulan<T> {
    /// Twelve values, one made for each month.
    pub fn from_fn(mut make: impl FnMut(Bulan) -> T) -> Self {
        let mut next = 0;
        Self(Box::new(std::array::from_fn(|_| {
            next += 1;
            make(Bulan(next))
        })))
    }

    /// The months with their values, Januari first.
    pub fn iter(&self) -> impl Iterator<Item = (Bulan, &T)> {
        Bulan::all().zip(self.0.iter())
    }

    /// The same, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Bulan, &mut T)> {
        Bulan::all().zip(self.0.iter_mut())
    }
}

impl<T> std::ops::Index<Bulan> for PerBulan<T> {
    type Output = T;
    #[allow(clippy::indexing_slicing, reason = "a Bulan is 1 to 12")]
    fn index(&self, bulan: Bulan) -> &T {
        &self.0[usize::from(bulan.0 - 1)]
    }
}

impl<T> std::ops::IndexMut<Bulan> for PerBulan<T> {
    #[allow(clippy::indexing_slicing, reason = "a Bulan is 1 to 12")]
    fn index_mut(&mut self, bulan: Bulan) -> &mut T {
        &mut self.0[usize::from(bulan.0 - 1)]
    }
}
