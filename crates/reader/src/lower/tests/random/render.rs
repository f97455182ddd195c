//! A report rendered as a sheet, in one of the styles that offices have.

use super::super::draw;
use super::{Block, Dice, Report, Section};
use crate::grid::Sheet;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// Merged over the rows of their block.
    Merged,
    /// In the first row of their block only.
    Top,
    /// Typed again in every row.
    Filled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ordinals {
    /// "1 Program …".
    Space,
    /// "1. Program …".
    FullStop,
    /// In a narrow column of their own under the merged heading.
    OwnColumn,
    None,
}

/// How an office writes its lampiran.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "habits that do not depend on each other")]
pub(super) struct Style {
    rows_above: u64,
    cols_left: u64,
    anggaran_first: bool,
    labels: Labels,
    ordinals: Ordinals,
    months: u64,
    numbers: u64,
    nil: &'static str,
    number_row: bool,
    title: u64,
    /// The heading is typed again above this row of each section.
    retyped_at: Option<usize>,
    blank_rows: bool,
    signature: bool,
    total: &'static str,
    target_of_total_under_bulan: bool,
}

impl Style {
    pub(super) fn random(dice: &mut Dice) -> Self {
        Self {
            rows_above: dice.below(5),
            cols_left: dice.below(4),
            anggaran_first: dice.coin(),
            labels: dice.of(&[Labels::Merged, Labels::Top, Labels::Filled]),
            ordinals: dice.of(&[Ordinals::Space, Ordinals::FullStop, Ordinals::OwnColumn, Ordinals::None]),
            months: dice.below(5),
            numbers: dice.below(4),
            nil: dice.of(&["-", "–", "' - ", "--"]),
            number_row: dice.coin(),
            title: dice.below(3),
            retyped_at: if dice.coin() { Some(1 + usize::try_from(dice.below(14)).unwrap()) } else { None },
            blank_rows: dice.coin(),
            signature: dice.coin(),
            total: dice.of(&["TOTAL ANGGARAN (RP)", "JUMLAH TOTAL", "Total Anggaran (Rp.)", "JUMLAH"]),
            target_of_total_under_bulan: dice.coin(),
        }
    }

    /// What is left of a report in this style: without ordinals there are none to read.
    pub(super) fn keeps(&self, mut report: Report) -> Report {
        if self.ordinals == Ordinals::None {
            for stacks in report.sections.iter_mut().flat_map(|section| &mut section.sasaran) {
                for block in stacks.indikator.iter_mut().chain(&mut stacks.anggaran) {
                    block.no.clear();
                }
            }
        }
        report
    }

    fn month(&self, i: usize) -> String {
        let long = draw::BULAN[i];
        match self.months {
            0 => long.to_owned(),
            1 => long.to_uppercase(),
            2 => ["Jan", "Peb.", "Mrt", "Apr", "Mei", "Jun", "Jul", "Agt", "Sept", "Okt", "Nop", "Des "][i].to_owned(),
            3 => (i + 1).to_string(),
            _ => ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][i].to_owned(),
        }
    }

    fn figure(&self, figure: &str) -> String {
        let grouped = || {
            let digits: Vec<char> = figure.chars().rev().collect();
            let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().rev().collect()).collect();
            groups.into_iter().rev().collect::<Vec<_>>().join(".")
        };
        match (figure, self.numbers) {
            ("", _) => String::new(),
            ("-", _) => self.nil.to_owned(),
            (_, 0 | 3) => figure.to_owned(),
            (_, 1) => format!("'{}", grouped()),
            _ => format!("'Rp\u{a0}{}", grouped()),
        }
    }

    fn label(&self, block: &Block) -> [String; 2] {
        match self.ordinals {
            Ordinals::Space => [String::new(), format!("{} {}", block.no, block.nama)],
            Ordinals::FullStop => [String::new(), format!("{}. {}", block.no, block.nama)],
            Ordinals::OwnColumn => [block.no.clone(), block.nama.clone()],
            Ordinals::None => [String::new(), block.nama.clone()],
        }
    }
}

/// The columns of a rendered table, from the table's left edge.
struct Columns {
    no: usize,
    sasaran: usize,
    /// Ordinal and text of an indikator; the same column where there is no ordinal's own.
    indikator: [usize; 2],
    kinerja: usize,
    anggaran: [usize; 2],
    budget: usize,
    width: usize,
}

impl Columns {
    fn of(style: &Style) -> Self {
        let wide = usize::from(style.ordinals == Ordinals::OwnColumn);
        let (kinerja_width, anggaran_width) = (9 + wide, 7 + wide);
        let kinerja_from = if style.anggaran_first { anggaran_width } else { 0 };
        let anggaran_from = if style.anggaran_first { 0 } else { kinerja_width + 1 };
        let (no, sasaran) = (kinerja_from, kinerja_from + 1);
        let indikator = [sasaran + 1, sasaran + 1 + wide];
        let anggaran = [anggaran_from, anggaran_from + wide];
        Self {
            no,
            sasaran,
            indikator,
            kinerja: indikator[1] + 1,
            anggaran,
            budget: anggaran[1] + 1,
            width: kinerja_width + anggaran_width + 1,
        }
    }
}

struct Page<'s> {
    style: &'s Style,
    columns: Columns,
    rows: Vec<Vec<String>>,
    merges: Vec<(usize, usize, usize, usize)>,
}

/// Renders a report.
pub(super) fn sheet(report: &Report, style: &Style) -> Sheet {
    let mut page = Page { style, columns: Columns::of(style), rows: Vec::new(), merges: Vec::new() };
    for _ in 0..style.rows_above {
        page.blank();
    }
    for section in &report.sections {
        page.section(section);
    }
    let left = usize::try_from(style.cols_left).unwrap();
    let lines: Vec<String> = page.rows.iter().map(|row| "|".repeat(left) + &row.join("|")).collect();
    let name = |row: usize, col: usize| {
        lampiran_core::CellRef::new(u32::try_from(row).unwrap(), u16::try_from(col + left).unwrap()).to_string()
    };
    let areas: Vec<String> =
        page.merges.iter().map(|(r1, c1, r2, c2)| format!("{}:{}", name(*r1, *c1), name(*r2, *c2))).collect();
    let areas: Vec<&str> = areas.iter().map(String::as_str).collect();
    draw::merged(draw::sheet("Sheet1", &lines.join("\n")), &areas)
}

impl Page<'_> {
    fn blank(&mut self) -> &mut Vec<String> {
        self.rows.push(vec![String::new(); self.columns.width]);
        self.rows.last_mut().unwrap()
    }

    fn put(&mut self, row: usize, col: usize, text: &str) {
        text.clone_into(&mut self.rows[row][col]);
    }

    fn heading(&mut self) {
        let top = self.rows.len();
        self.blank();
        self.blank();
        let c = &self.columns;
        let wide = c.indikator[1] > c.indikator[0];
        let (kinerja, budget) = (c.kinerja, c.budget);
        let texts = [
            (0, c.no, "No"),
            (0, c.sasaran, "Sasaran Strategis"),
            (0, c.indikator[0], "Indikator Kinerja"),
            (0, kinerja, "Satuan"),
            (0, kinerja + 1, "Kinerja"),
            (1, kinerja + 1, "Target Kinerja\u{a0}Tahunan"),
            (1, kinerja + 2, "Bulan"),
            (1, kinerja + 3, "Target"),
            (1, kinerja + 4, "REALISASI "),
            (1, kinerja + 5, "%"),
            (1, kinerja + 6, "Ket."),
            (0, c.anggaran[0], "Anggaran (Rp)"),
            (1, c.anggaran[0], "Program"),
            (1, budget, "Tahunan"),
            (1, budget + 1, "Bulan"),
            (1, budget + 2, "Target"),
            (1, budget + 3, "Realisasi"),
            (1, budget + 4, "Capaian (%)"),
            (1, budget + 5, "Keterangan"),
        ];
        let (indikator, anggaran) = (c.indikator, c.anggaran);
        for (row, col, text) in texts {
            self.put(top + row, col, text);
        }
        self.merges.push((top, kinerja + 1, top, kinerja + 6));
        self.merges.push((top, anggaran[0], top, budget + 5));
        if wide {
            self.merges.push((top, indikator[0], top + 1, indikator[1]));
            self.merges.push((top + 1, anggaran[0], top + 1, anggaran[1]));
        }
        if self.style.number_row {
            let width = self.columns.width;
            *self.blank() = (1..=width).map(|n| n.to_string()).collect();
        }
    }

    fn section(&mut self, section: &Section) {
        self.heading();
        let at = if self.style.anggaran_first { self.columns.anggaran[0] } else { self.columns.sasaran };
        match (section.nama.split_once(" / "), self.style.title) {
            (Some((eselon, jabatan)), 0) => {
                self.blank()[at] = eselon.to_owned();
                self.blank()[at] = jabatan.to_owned();
            }
            (Some((eselon, jabatan)), 1) => self.blank()[at] = format!("{eselon} {jabatan}"),
            (Some((eselon, jabatan)), _) => self.blank()[at] = format!("{} - {jabatan}", eselon.to_uppercase()),
            (None, _) => self.blank()[at] = section.nama.clone(),
        }
        let mut retype = self.style.retyped_at;
        let mut done = 0;
        for stacks in &section.sasaran {
            let height = 12 * stacks.indikator.len().max(stacks.anggaran.len());
            let mut places = Vec::new();
            for _ in 0..height {
                if retype == Some(done) {
                    self.heading();
                    retype = None;
                }
                places.push(self.rows.len());
                self.blank();
                if self.style.blank_rows && self.style.labels != Labels::Merged && done % 5 == 3 {
                    self.blank();
                }
                done += 1;
            }
            let (no, sasaran) = (self.columns.no, self.columns.sasaran);
            self.spread(&places, no, &stacks.no);
            self.spread(&places, sasaran, &stacks.uraian);
            for (block, places) in stacks.indikator.iter().zip(places.chunks(12)) {
                let (columns, from) = (self.columns.indikator, self.columns.kinerja);
                self.labels(places, columns, block);
                self.spread(places, from, "Laporan");
                self.spread(places, from + 1, &self.style.figure(&block.tahunan));
                self.block(places, from + 2, block);
            }
            for (block, places) in stacks.anggaran.iter().zip(places.chunks(12)) {
                let (columns, from) = (self.columns.anggaran, self.columns.budget);
                self.labels(places, columns, block);
                self.spread(places, from, &self.style.figure(&block.tahunan));
                self.block(places, from + 1, block);
            }
        }
        if let Some(total) = &section.total {
            let row = self.rows.len();
            self.blank();
            let label = if self.style.anggaran_first { self.columns.anggaran[0] } else { self.columns.no };
            let target = self.columns.budget + if self.style.target_of_total_under_bulan { 1 } else { 2 };
            let budget = self.columns.budget;
            self.put(row, label, self.style.total);
            for (col, figure) in [budget, target, budget + 3].into_iter().zip(total) {
                self.put(row, col, &self.style.figure(figure));
            }
        }
        if self.style.signature {
            self.blank();
            for line in
                ["Singaraja, 4 Maret 2024", "Kepala Dinas Contoh", "", "Nama Contoh", "NIP. 19800101 200501 1 001", ""]
            {
                self.blank()[3] = line.to_owned();
            }
        }
    }

    fn labels(&mut self, places: &[usize], columns: [usize; 2], block: &Block) {
        let [no, nama] = self.style.label(block);
        if columns[0] < columns[1] {
            self.spread(places, columns[0], &no);
        }
        self.spread(places, columns[1], &nama);
    }

    /// A label over its rows, in the way of the style.
    fn spread(&mut self, places: &[usize], col: usize, text: &str) {
        let filled = if self.style.labels == Labels::Filled { places.len() } else { 1 };
        for row in places.iter().take(filled) {
            self.put(*row, col, text);
        }
        if self.style.labels == Labels::Merged {
            // A heading retyped in between cuts the merged area in two.
            for run in places.chunk_by(|a, b| a + 1 == *b).filter(|run| run.len() > 1) {
                self.merges.push((run[0], col, run[run.len() - 1], col));
            }
        }
    }

    fn block(&mut self, places: &[usize], bulan: usize, block: &Block) {
        for (i, row) in places.iter().enumerate() {
            self.put(*row, bulan, &self.style.month(i));
            self.put(*row, bulan + 1, &self.style.figure(&block.target[i]));
            self.put(*row, bulan + 2, &self.style.figure(&block.realisasi[i]));
            self.put(*row, bulan + 4, &block.keterangan[i]);
        }
    }
}
