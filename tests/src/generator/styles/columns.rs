//! The columns of a table in a style, and its heading.

use std::collections::BTreeMap;

use super::canvas::Canvas;
use super::{Looks, Numbers, Ordinals, Style};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    No,
    Sasaran,
    NoIndikator,
    Indikator,
    Satuan,
    TargetTahunan,
    KinerjaBulan,
    KinerjaTarget,
    KinerjaRealisasi,
    KinerjaPersen,
    KinerjaKeterangan,
    Output,
    NoAnggaran,
    KodeAnggaran,
    Anggaran,
    Tahunan,
    AnggaranBulan,
    AnggaranTarget,
    AnggaranRealisasi,
    AnggaranPersen,
    AnggaranKeterangan,
}

use Field as F;

/// Three ways to spell each heading.
const fn spellings(field: Field) -> [&'static str; 3] {
    match field {
        F::No | F::NoIndikator | F::NoAnggaran | F::KodeAnggaran => ["No", "No.", "Nomor"],
        F::Sasaran => ["Sasaran Strategis (Program)", "Sasaran", "Sasaran Kinerja"],
        F::Indikator => ["Indikator Kinerja Utama (IKU)", "Indikator", "Indikator Kinerja"],
        F::Satuan => ["Satuan", "Sat", "Sat."],
        F::TargetTahunan => ["Target Kinerja Tahunan", "Target Tahunan", "Target Kinerja Tahunan"],
        F::KinerjaBulan | F::AnggaranBulan => ["Bulan", "Bulan", "Bln"],
        F::KinerjaTarget | F::AnggaranTarget => ["Target", "Target", "Target"],
        F::KinerjaRealisasi | F::AnggaranRealisasi => ["Realisasi", "Relisasi", "Realisasi"],
        F::KinerjaPersen | F::AnggaranPersen => ["%", "Capaian (%)", "Persentase"],
        F::KinerjaKeterangan | F::AnggaranKeterangan => ["Keterangan", "Ket.", "Ket"],
        F::Output => ["Output", "Output", "Output"],
        F::Anggaran => ["Program", "Kegiatan", "Program/Kegiatan"],
        F::Tahunan => ["Tahunan", "Pagu Anggaran", "Anggaran Setahun"],
    }
}

/// The columns of a table.
#[derive(Debug, Clone)]
pub struct Columns {
    order: Vec<Field>,
    of: BTreeMap<Field, u16>,
    pub first: u16,
    pub last: u16,
}

impl Columns {
    pub fn new(style: &Style, beranggaran: bool) -> Self {
        let own = matches!(
            style.heading.ordinals,
            Ordinals::Column | Ordinals::Unheaded | Ordinals::Headed | Ordinals::Coded
        );
        let mut kinerja = vec![F::No, F::Sasaran];
        kinerja.extend(own.then_some(F::NoIndikator));
        kinerja.extend([F::Indikator, F::Satuan, F::TargetTahunan, F::KinerjaBulan, F::KinerjaTarget]);
        kinerja.extend([F::KinerjaRealisasi, F::KinerjaPersen, F::KinerjaKeterangan]);
        let mut anggaran = Vec::new();
        if beranggaran {
            anggaran.extend(own.then_some(F::NoAnggaran));
            anggaran.extend((style.heading.ordinals == Ordinals::Coded).then_some(F::KodeAnggaran));
            anggaran.extend([F::Anggaran, F::Tahunan, F::AnggaranBulan, F::AnggaranTarget]);
            anggaran.extend([F::AnggaranRealisasi, F::AnggaranPersen, F::AnggaranKeterangan]);
        } else {
            kinerja.push(F::Output);
        }
        let order = if style.heading.anggaran_first { [anggaran, kinerja] } else { [kinerja, anggaran] }.concat();
        let first = style.book.offset.1;
        let of: BTreeMap<Field, u16> = order.iter().copied().zip(first..).collect();
        let last = *of.values().max().unwrap();
        Self { order, of, first, last }
    }

    pub fn get(&self, field: Field) -> Option<u16> {
        self.of.get(&field).copied()
    }

    pub fn at(&self, field: Field) -> u16 {
        self.of[&field]
    }

    /// Draws the heading below what is there.
    pub fn heading(&self, canvas: &mut Canvas, style: &Style) {
        let look = &style.heading;
        let (top, bottom) = (canvas.row, canvas.row + look.rows - 1);
        let leaf = if look.rows == 1 { top } else { top + 1 };
        for (&field, &col) in &self.of {
            let single = matches!(field, F::No | F::Sasaran | F::NoIndikator | F::Indikator | F::Satuan);
            let raised = look.rows > 1 && (single || (field == F::Output && !look.output_low));
            let row = if !raised {
                leaf
            } else if look.merged || !look.low {
                top
            } else {
                leaf
            };
            let ordinal = matches!(field, F::NoIndikator | F::NoAnggaran | F::KodeAnggaran);
            if ordinal && look.ordinals != Ordinals::Headed {
                continue;
            }
            let spans = matches!(look.ordinals, Ordinals::Column | Ordinals::Coded);
            let under_column = spans && matches!(field, F::Indikator | F::Anggaran);
            let left = if self.get(F::KodeAnggaran).is_some() && field == F::Anggaran { 2 } else { 1 };
            let start = if under_column { col - left } else { col };
            canvas.text(row, start, &spelled(field, style));
            if look.merged {
                canvas.merge((row, start), (bottom, col));
            } else if under_column {
                canvas.merge((row, start), (row, col));
            }
        }
        if look.rows > 1 {
            self.sides(canvas, style, top);
        }
        canvas.row = bottom + 1;
        if let Some(col) = self.get(F::Tahunan).filter(|_| look.rows == 3 && !look.merged) {
            canvas.text(bottom, col, "(Rp)");
        }
        self.numbers(canvas, look.numbers);
    }

    /// "Kinerja" and "Anggaran (Rp)" above their columns.
    fn sides(&self, canvas: &mut Canvas, style: &Style, top: u32) {
        let low = !style.heading.output_low;
        let kinerja_last = self.get(F::Output).filter(|_| !low).unwrap_or(self.at(F::KinerjaKeterangan));
        let mut sides = vec![("Kinerja", self.at(F::TargetTahunan), kinerja_last)];
        if let Some(name) = self.get(F::Anggaran) {
            let scale = if style.figures.thousands { "Anggaran (Rp 000)" } else { "Anggaran (Rp)" };
            sides.push((scale, self.get(F::NoAnggaran).unwrap_or(name), self.at(F::AnggaranKeterangan)));
        }
        for (text, first, last) in sides {
            canvas.text(top, first, &dressed(text, style.heading.looks));
            if style.heading.merged {
                canvas.merge((top, first), (top, last));
            }
        }
    }

    /// The row of column numbers.
    fn numbers(&self, canvas: &mut Canvas, numbers: Numbers) {
        if numbers == Numbers::None {
            return;
        }
        let mut next = 0;
        for field in &self.order {
            // A narrow column shares the number of its name.
            let shares = matches!(field, F::NoIndikator | F::NoAnggaran | F::KodeAnggaran);
            if shares {
                continue;
            }
            next += 1;
            let col = self.at(*field);
            match field {
                F::KinerjaPersen if numbers == Numbers::Formulas => {
                    canvas.text(canvas.row, col, &format!("{next}={}/{}", next - 1, next - 2));
                }
                _ => canvas.number(canvas.row, col, next.into()),
            }
        }
        canvas.row += 1;
    }
}

/// A column's heading in a style.
fn spelled(field: Field, style: &Style) -> String {
    let text = spellings(field)[style.heading.spelling];
    let scaled = field == F::Tahunan && style.figures.thousands && style.heading.rows == 1;
    let text = if scaled { format!("{text} (Rp 000)") } else { text.to_owned() };
    dressed(&text, style.heading.looks)
}

/// A heading's text in a dress.
fn dressed(text: &str, looks: Looks) -> String {
    match looks {
        Looks::Plain => text.to_owned(),
        Looks::Capitals => text.to_uppercase(),
        Looks::LineBreaks => text.replace(' ', "\n"),
        Looks::NoBreakSpaces => format!("{}\u{a0}", text.replace(' ', "\u{a0} ")),
        Looks::Old => text.replace(' ', "_x000D_\n"),
    }
}
