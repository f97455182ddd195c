//! The overview of many offices: a light per office and month, with figures, a sheet for each year. The library serves here,
//! for a plain table that is written once in a while; the form has several print areas on a sheet and is written by the
//! thousand, so `excel` writes it.

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{Bulan, CellRef, Decimal, Persen};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use crate::anew::{Options, WriteError};
use crate::measure;
use crate::sheet::Margins;
use crate::style::{Align, FONT, Fill, Style};

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
/// Folio of 8.5 × 13 inches, which printers' drivers offer as F4.
const F4: u8 = 14;

/// Builds the overview; where an office reported a month more than once, the last report counts.
pub fn ikhtisar(kabar: &[Kabar], options: &Options) -> Result<Vec<u8>, WriteError> {
    Ok(book(kabar, options)?)
}

fn book(kabar: &[Kabar], options: &Options) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The library would take the clock, and no two runs would give the same bytes.
    let created = ExcelDateTime::from_timestamp(options.created)?;
    let properties = DocProperties::new().set_title("Rekap laporan capaian rencana aksi");
    book.set_properties(&properties.set_creation_datetime(&created));
    // Widths of columns count in digits of this font, 7 pixels each, as `measure` does.
    book.set_default_format(&Format::new().set_font_name(FONT).set_font_size(10), 17, 64)?;
    let mut years: BTreeSet<Option<u16>> = kabar.iter().map(|kabar| kabar.tahun).collect();
    if years.is_empty() {
        years.insert(None);
    }
    for tahun in years.into_iter().rev() {
        write_year(book.add_worksheet(), tahun, kabar)?;
    }
    book.save_to_buffer()
}

fn write_year(sheet: &mut Worksheet, tahun: Option<u16>, kabar: &[Kabar]) -> Result<(), XlsxError> {
    let name = tahun.map_or_else(|| "Tanpa tahun".to_owned(), |tahun| tahun.to_string());
    sheet.set_name(&name)?;
    set_up_page(sheet)?;
    write_head(sheet, &name)?;
    let mut offices: BTreeMap<&str, BTreeMap<Bulan, &Kabar>> = BTreeMap::new();
    for kabar in kabar.iter().filter(|kabar| kabar.tahun == tahun) {
        offices.entry(&kabar.instansi).or_default().insert(kabar.bulan, kabar);
    }
    let plain = format(Style::TEXT);
    for (row, (instansi, months)) in (FIRST_ROW..).zip(offices) {
        sheet.write_string_with_format(row, 0, instansi, &plain)?;
        let lines = measure::lines(instansi, INSTANSI_WIDTH, Style::TEXT);
        sheet.set_row_height(row, measure::height(lines, Style::TEXT))?;
        for bulan in Bulan::all() {
            let col = bulan.number().into();
            match months.get(&bulan) {
                Some(kabar) => write_light(sheet, row, col, kabar)?,
                None => _ = sheet.write_blank(row, col, &plain)?,
            }
        }
        write_latest(sheet, row, months.last_key_value().and_then(|(_, kabar)| kabar.anggaran))?;
    }
    Ok(())
}

fn set_up_page(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_column_width(0, INSTANSI_WIDTH)?;
    sheet.set_column_range_width(1, 12, BULAN_WIDTH)?;
    sheet.set_column_range_width(PAGU, REALISASI, AMOUNT_WIDTH)?;
    sheet.set_column_width(CAPAIAN, BULAN_WIDTH)?;
    sheet.set_freeze_panes(FIRST_ROW, 1)?;
    sheet.set_repeat_rows(HEADING_ROW, HEADING_ROW)?;
    let Margins { side, top, bottom, footer } = Margins::OF_PAGE;
    sheet
        .set_landscape()
        .set_paper_size(F4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(side, side, top, bottom, footer, footer)
        .set_footer("&C&8&A, &P / &N");
    Ok(())
}

fn write_head(sheet: &mut Worksheet, tahun: &str) -> Result<(), XlsxError> {
    let title = format!("REKAP LAPORAN CAPAIAN RENCANA AKSI {}", tahun.to_uppercase());
    sheet.write_string_with_format(0, 0, title, &format(Style { align: Align::Left, ..Style::TITLE }))?;
    let legend = [(Fill::Bersih, "bersih"), (Fill::PerluDilihat, "perlu dilihat"), (Fill::Salah, "ada yang salah")];
    for (col, (fill, text)) in (0..).zip(legend) {
        sheet.write_string_with_format(1, col, text, &format(Style::CENTERED.filled(fill)))?;
    }
    // The narrow columns of the months show the longest of these words in two lines.
    sheet.set_row_height(1, measure::height(2, Style::CENTERED))?;
    let heading = format(Style::HEADING.filled(Fill::Heading));
    sheet.write_string_with_format(HEADING_ROW, 0, "Perangkat Daerah", &heading)?;
    for bulan in Bulan::all() {
        sheet.write_string_with_format(HEADING_ROW, bulan.number().into(), bulan.nama(), &heading)?;
    }
    for (col, text) in [(PAGU, "Pagu (Rp)"), (REALISASI, "Realisasi (Rp)"), (CAPAIAN, "%")] {
        sheet.write_string_with_format(HEADING_ROW, col, text, &heading)?;
    }
    Ok(())
}

/// A month's light: its colour says what was found, its figure what was realised of the year.
fn write_light(sheet: &mut Worksheet, row: u32, col: u16, kabar: &Kabar) -> Result<(), XlsxError> {
    let fill = match (kabar.salah, kabar.perlu_dilihat) {
        (0, 0) => Fill::Bersih,
        (0, _) => Fill::PerluDilihat,
        _ => Fill::Salah,
    };
    match kabar.anggaran.and_then(|(pagu, realisasi)| Persen::of(realisasi, pagu)) {
        Some(persen) => write_number(sheet, row, col, persen.rounded().0, Style::number(2).filled(fill)),
        None => write_word(sheet, row, col, "✓", Style::CENTERED.filled(fill)),
    }
}

/// The figures of the latest month.
fn write_latest(sheet: &mut Worksheet, row: u32, anggaran: Option<(Decimal, Decimal)>) -> Result<(), XlsxError> {
    let Some((pagu, realisasi)) = anggaran else {
        return (PAGU..=CAPAIAN).try_for_each(|col| write_word(sheet, row, col, "-", Style::CENTERED));
    };
    write_number(sheet, row, PAGU, pagu, Style::amount(pagu))?;
    write_number(sheet, row, REALISASI, realisasi, Style::amount(realisasi))?;
    let Some(persen) = Persen::of(realisasi, pagu) else {
        return write_word(sheet, row, CAPAIAN, "-", Style::number(2));
    };
    let cell = |col| CellRef::new(row, col);
    let formula =
        Formula::new(format!("{}/{}*100", cell(REALISASI), cell(PAGU))).set_result(float(persen.0).to_string());
    sheet.write_formula_with_format(row, CAPAIAN, formula, &format(Style::number(2)))?;
    Ok(())
}

fn write_word(sheet: &mut Worksheet, row: u32, col: u16, word: &str, style: Style) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, col, word, &format(style)).map(drop)
}

fn write_number(sheet: &mut Worksheet, row: u32, col: u16, number: Decimal, style: Style) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, col, float(number), &format(style)).map(drop)
}

/// The float that a workbook stores for a figure: the nearest one, which only its text gives surely.
fn float(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

/// A style as the library has it.
fn format(style: Style) -> Format {
    let mut format = Format::new()
        .set_font_name(FONT)
        .set_font_size(style.size)
        .set_num_format(style.format.code())
        .set_align(match style.align {
            Align::Left => FormatAlign::Left,
            Align::Center => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        })
        .set_align(if style.middle { FormatAlign::VerticalCenter } else { FormatAlign::Top });
    if style.bold {
        format = format.set_bold();
    }
    if style.wrap {
        format = format.set_text_wrap();
    }
    if style.border {
        format = format.set_border(FormatBorder::Thin);
    }
    if let Some(rgb) = style.fill.rgb() {
        format = format.set_background_color(rgb);
    }
    format
}
