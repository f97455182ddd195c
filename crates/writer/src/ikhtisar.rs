//! The overview of many offices: a light per office and month, with figures, a sheet for each year.

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{Bulan, CellRef, Decimal, Persen};

use crate::anew::{Options, WriteError};
use crate::excel::{self, Properties};
use crate::formulas::{self, Operand, Rumus};
use crate::measure;
use crate::sheet::{Content, Sheet};
use crate::style::{Align, Fill, Style};

/// What an office reported for one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kabar {
    /// The office, with its local government.
    pub instansi: String,
    /// The year of the report, where it names one.
    pub tahun: Option<u16>,
    /// The last month of the report.
    pub bulan: Bulan,
    /// The pagu of the year and what was realised up to this month, in rupiah; `None` where there is no budget.
    pub anggaran: Option<(Decimal, Decimal)>,
    /// How many findings are errors: any makes the light red.
    pub salah: usize,
    /// How many findings should be looked at: any makes the light yellow.
    pub perlu_dilihat: usize,
}

const HEADING_ROW: u32 = 3;
const FIRST_ROW: u32 = HEADING_ROW + 1;
const INSTANSI_WIDTH: f64 = 44.0;
const BULAN_WIDTH: f64 = 11.0;
const AMOUNT_WIDTH: f64 = 20.0;
const PAGU: u16 = 13;
const REALISASI: u16 = 14;
const CAPAIAN: u16 = 15;

/// Builds the overview; where an office reported a month more than once, the last report counts.
pub fn ikhtisar(kabar: &[Kabar], options: &Options) -> Result<Vec<u8>, WriteError> {
    let years: BTreeSet<Option<u16>> = kabar.iter().map(|kabar| kabar.tahun).collect();
    let mut sheets: Vec<Sheet> = years.into_iter().rev().map(|tahun| year(tahun, kabar)).collect();
    if sheets.is_empty() {
        sheets.push(year(None, kabar));
    }
    let properties = Properties {
        title: "Rekap laporan capaian rencana aksi".to_owned(),
        company: String::new(),
        created: options.created,
    };
    excel::workbook(sheets, &properties)
}

fn year(tahun: Option<u16>, kabar: &[Kabar]) -> Sheet {
    let name = tahun.map_or_else(|| "Tanpa tahun".to_owned(), |tahun| tahun.to_string());
    let mut sheet = Sheet::new(name.clone());
    sheet.widths = [INSTANSI_WIDTH]
        .into_iter()
        .chain([BULAN_WIDTH; 12])
        .chain([AMOUNT_WIDTH, AMOUNT_WIDTH, BULAN_WIDTH])
        .collect();
    put_head(&mut sheet, &name);
    let mut offices: BTreeMap<&str, BTreeMap<Bulan, &Kabar>> = BTreeMap::new();
    for kabar in kabar.iter().filter(|kabar| kabar.tahun == tahun) {
        offices.entry(&kabar.instansi).or_default().insert(kabar.bulan, kabar);
    }
    for (row, (instansi, months)) in (FIRST_ROW..).zip(offices) {
        sheet.put(row, 0, Content::text(instansi), Style::TEXT);
        sheet.heights.insert(row, measure::height(measure::lines(instansi, INSTANSI_WIDTH, Style::TEXT), Style::TEXT));
        for bulan in Bulan::all() {
            let (content, style) = months.get(&bulan).map_or((Content::Blank, Style::TEXT), |kabar| light(kabar));
            sheet.put(row, bulan.number().into(), content, style);
        }
        put_latest(&mut sheet, row, months.last_key_value().and_then(|(_, kabar)| kabar.anggaran));
    }
    sheet
}

fn put_head(sheet: &mut Sheet, tahun: &str) {
    sheet.put(
        0,
        0,
        Content::text(format!("REKAP LAPORAN CAPAIAN RENCANA AKSI {}", tahun.to_uppercase())),
        Style { align: Align::Left, ..Style::TITLE },
    );
    let legend = [(Fill::Bersih, "bersih"), (Fill::PerluDilihat, "perlu dilihat"), (Fill::Salah, "ada yang salah")];
    for (col, (fill, text)) in (0..).zip(legend) {
        sheet.put(1, col, Content::text(text), Style::CENTERED.filled(fill));
    }
    // The narrow columns of the months show the longest of these words in two lines.
    sheet.heights.insert(1, measure::height(2, Style::CENTERED));
    let heading = Style::HEADING.filled(Fill::Heading);
    sheet.put(HEADING_ROW, 0, Content::text("Perangkat Daerah"), heading);
    for bulan in Bulan::all() {
        sheet.put(HEADING_ROW, bulan.number().into(), Content::text(bulan.nama()), heading);
    }
    for (col, text) in [(PAGU, "Pagu (Rp)"), (REALISASI, "Realisasi (Rp)"), (CAPAIAN, "%")] {
        sheet.put(HEADING_ROW, col, Content::text(text), heading);
    }
    sheet.page.repeat = Some((HEADING_ROW, HEADING_ROW));
    sheet.freeze = Some(CellRef::new(FIRST_ROW, 1));
}

/// A month's light: its colour says what was found, its figure what was realised of the year.
fn light(kabar: &Kabar) -> (Content, Style) {
    let fill = match (kabar.salah, kabar.perlu_dilihat) {
        (0, 0) => Fill::Bersih,
        (0, _) => Fill::PerluDilihat,
        _ => Fill::Salah,
    };
    match kabar.anggaran.and_then(|(pagu, realisasi)| Persen::of(realisasi, pagu)) {
        Some(persen) => (Content::Number(persen.rounded().0), Style::number(2).filled(fill)),
        None => (Content::text("✓"), Style::CENTERED.filled(fill)),
    }
}

/// The figures of the latest month.
fn put_latest(sheet: &mut Sheet, row: u32, anggaran: Option<(Decimal, Decimal)>) {
    let Some((pagu, realisasi)) = anggaran else {
        for col in PAGU..=CAPAIAN {
            sheet.put(row, col, Content::text("-"), Style::CENTERED);
        }
        return;
    };
    sheet.put(row, PAGU, Content::number(pagu), Style::amount(pagu));
    sheet.put(row, REALISASI, Content::number(realisasi), Style::amount(realisasi));
    let operand = |col, figure| Operand { cell: CellRef::new(row, col).to_string(), figure };
    let persen = Persen::of(realisasi, pagu).map_or_else(
        || Content::text("-"),
        |persen| formulas::capaian(Rumus::Naik, &operand(PAGU, pagu), &operand(REALISASI, realisasi), persen.0),
    );
    sheet.put(row, CAPAIAN, persen, Style::number(2));
}
