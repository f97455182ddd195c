//! Sheets to the bytes of an .xlsx workbook, part by part. Rows go into the archive as they come, so that memory does not
//! grow with the sheet.
//!
//! A library for any workbook costs more than reading and checking a small report: what the form needs (merges, notes,
//! links, print areas, formulas with their results) is written here directly, which the benchmark of 500 workbooks shows.

pub(crate) mod notes;
mod part;
mod strings;
pub(crate) mod styles;
mod text;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use jiff::Timestamp;
use lampiran_core::{Area, CellRef};
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::anew::WriteError;
use crate::sheet::{Sheet, quoted};
use part::Part;
use strings::Strings;
use styles::Styles;
use text::push_plain;

/// XML that is gathered before it is compressed, in bytes.
const CHUNK: usize = 64 << 10;
/// How hard parts are compressed, of 1 to 9: those of small reports in a quarter of the time of the usual 6 for a fifth
/// more bytes, as the benchmark of 500 workbooks shows; large ones so that they can be sent by mail.
const LEVEL: i64 = 1;
const LEVEL_LARGE: i64 = 4;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// Colours and fonts to choose from: Excel would add its own to a workbook without.
const THEME: &str = include_str!("excel/theme.xml");
const PARTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// What the document says about itself.
pub(crate) struct Properties {
    /// Its title.
    pub title: String,
    /// The office.
    pub company: String,
    /// When it was made, in seconds since 1970 (UTC).
    pub created: i64,
}

/// A workbook being written, sheet after sheet. The same sheets give the same bytes.
pub(crate) struct Book {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    styles: Styles,
    strings: Strings,
    sheets: Vec<Listed>,
    /// The sheet whose rows are being written.
    open: Option<Part>,
    /// Whether some of it is in the archive.
    is_started: bool,
}

/// What the workbook says about a sheet that is written.
struct Listed {
    name: String,
    areas: Vec<Area>,
    repeat: Option<(u32, u32)>,
    names: Vec<(String, CellRef)>,
    has_notes: bool,
}

impl Book {
    /// A workbook without sheets.
    pub fn new() -> Self {
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            styles: Styles::default(),
            strings: Strings::default(),
            sheets: Vec::new(),
            open: None,
            is_started: false,
        }
    }

    /// Writes a sheet.
    pub fn add(&mut self, mut sheet: Sheet) -> Result<(), WriteError> {
        self.rows(&mut sheet, u32::MAX)?;
        self.close(&sheet)
    }

    /// Writes the rows of the sheet above row `end` that are not written yet, and lets their cells go. Nothing in them may
    /// change any more; what else the sheet holds is written when it is closed, but for its name, widths and freeze.
    pub fn rows(&mut self, sheet: &mut Sheet, end: u32) -> Result<(), WriteError> {
        let (is_first, name) = (self.sheets.is_empty(), sheet_part(self.sheets.len() + 1));
        let part = self.open.get_or_insert_with(|| Part::begin(sheet, is_first));
        part.rows(sheet, end, &mut self.styles, &mut self.strings, |xml| {
            if xml.len() >= CHUNK {
                if !std::mem::replace(&mut self.is_started, true) {
                    self.zip.start_file(&name, options(LEVEL_LARGE))?;
                }
                self.zip.write_all(xml.as_bytes())?;
                xml.clear();
            }
            Ok(())
        })
    }

    /// Ends the sheet whose rows were written.
    pub fn close(&mut self, sheet: &Sheet) -> Result<(), WriteError> {
        let Some(part) = self.open.take() else { return Ok(()) };
        if !std::mem::take(&mut self.is_started) {
            self.zip.start_file(sheet_part(self.sheets.len() + 1), options(LEVEL))?;
        }
        let (xml, notes) = part.end(sheet);
        self.zip.write_all(xml.as_bytes()).map_err(ZipError::from)?;
        self.sheets.push(Listed {
            name: sheet.name.clone(),
            areas: sheet.page.areas.clone(),
            repeat: sheet.page.repeat,
            names: sheet.names.clone(),
            has_notes: !notes.is_empty(),
        });
        if notes.is_empty() {
            return Ok(());
        }
        let number = self.sheets.len();
        self.put(&format!("xl/worksheets/_rels/sheet{number}.xml.rels"), &notes::relationships(number))?;
        self.put(&notes::comments_part(number), &notes::comments(&notes))?;
        self.put(&notes::drawing_part(number), &notes::drawing(number, &notes))?;
        Ok(())
    }

    /// The bytes of the workbook.
    pub fn finish(mut self, properties: &Properties) -> Result<Vec<u8>, WriteError> {
        let styles = self.styles.xml();
        self.put("xl/styles.xml", &styles)?;
        let strings = self.strings.xml();
        self.put("xl/sharedStrings.xml", &strings)?;
        self.put("xl/theme/theme1.xml", THEME)?;
        let workbook = self.workbook();
        self.put("xl/workbook.xml", &workbook)?;
        let relationships = self.relationships();
        self.put("xl/_rels/workbook.xml.rels", &relationships)?;
        self.put("docProps/core.xml", &core_properties(properties))?;
        self.put("docProps/app.xml", &app_properties(properties))?;
        self.put("_rels/.rels", &package_relationships())?;
        let types = self.content_types();
        self.put("[Content_Types].xml", &types)?;
        Ok(self.zip.finish()?.into_inner())
    }

    fn put(&mut self, name: &str, xml: &str) -> ZipResult<()> {
        let level = if xml.len() < CHUNK { LEVEL } else { LEVEL_LARGE };
        self.zip.start_file(name, options(level))?;
        Ok(self.zip.write_all(xml.as_bytes())?)
    }

    fn workbook(&self) -> String {
        let mut xml = format!(
            "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><bookViews><workbookView/></bookViews><sheets>"
        );
        for (number, sheet) in (1..).zip(&self.sheets) {
            xml.push_str("<sheet name=\"");
            push_plain(&mut xml, &sheet.name);
            // Writing to a String cannot fail, here and below.
            let _ = write!(xml, "\" sheetId=\"{number}\" r:id=\"rId{number}\"/>");
        }
        xml.push_str("</sheets><definedNames>");
        for (position, sheet) in self.sheets.iter().enumerate() {
            let local = format!(" localSheetId=\"{position}\"");
            let quoted = quoted(&sheet.name);
            let areas =
                sheet.areas.iter().map(|area| format!("{quoted}!{}:{}", absolute(area.first), absolute(area.last)));
            let areas: Vec<String> = areas.collect();
            if !areas.is_empty() {
                define(&mut xml, "_xlnm.Print_Area", &local, &areas.join(","));
            }
            if let Some((first, last)) = sheet.repeat {
                define(&mut xml, "_xlnm.Print_Titles", &local, &format!("{quoted}!${}:${}", first + 1, last + 1));
            }
            for (name, cell) in &sheet.names {
                define(&mut xml, name, "", &format!("{quoted}!{}", absolute(*cell)));
            }
        }
        xml.push_str("</definedNames><calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/></workbook>");
        xml.replace("<definedNames></definedNames>", "")
    }

    fn relationships(&self) -> String {
        let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
        for number in 1..=self.sheets.len() {
            relate(&mut xml, number, RELATIONS, "worksheet", &format!("worksheets/sheet{number}.xml"));
        }
        let own = [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml"), ("theme", "theme/theme1.xml")];
        for (number, (kind, target)) in (self.sheets.len() + 1..).zip(own) {
            relate(&mut xml, number, RELATIONS, kind, target);
        }
        xml + "</Relationships>"
    }

    fn content_types(&self) -> String {
        let mut xml = format!(
            "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Default Extension=\"vml\" ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>"
        );
        let mut part = |name: &str, kind: &str| {
            let _ = write!(xml, "<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
        };
        part("xl/workbook.xml", &format!("{PARTS}.sheet.main+xml"));
        part("xl/styles.xml", &format!("{PARTS}.styles+xml"));
        part("xl/sharedStrings.xml", &format!("{PARTS}.sharedStrings+xml"));
        part("xl/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml");
        for (number, sheet) in (1..).zip(&self.sheets) {
            part(&sheet_part(number), &format!("{PARTS}.worksheet+xml"));
            if sheet.has_notes {
                part(&notes::comments_part(number), &format!("{PARTS}.comments+xml"));
            }
        }
        part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        part("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
        xml + "</Types>"
    }
}

/// How parts are stored; always with the same date, so that the same sheets give the same bytes.
fn options(level: i64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(level))
        .last_modified_time(zip::DateTime::default())
}

fn sheet_part(number: usize) -> String {
    format!("xl/worksheets/sheet{number}.xml")
}

fn relate(xml: &mut String, number: usize, namespace: &str, kind: &str, target: &str) {
    let _ = write!(xml, "<Relationship Id=\"rId{number}\" Type=\"{namespace}/{kind}\" Target=\"{target}\"/>");
}

fn define(xml: &mut String, name: &str, local: &str, what: &str) {
    let _ = write!(xml, "<definedName name=\"{name}\"{local}>");
    push_plain(xml, what);
    xml.push_str("</definedName>");
}

fn absolute(cell: CellRef) -> String {
    format!("${}${}", CellRef::letters(cell.col), cell.row + 1)
}

fn package_relationships() -> String {
    let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    relate(&mut xml, 1, RELATIONS, "officeDocument", "xl/workbook.xml");
    relate(&mut xml, 2, &format!("{PACKAGE}/relationships/metadata"), "core-properties", "docProps/core.xml");
    relate(&mut xml, 3, RELATIONS, "extended-properties", "docProps/app.xml");
    xml + "</Relationships>"
}

fn core_properties(properties: &Properties) -> String {
    let mut xml = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
    );
    push_plain(&mut xml, &properties.title);
    let created = Timestamp::from_second(properties.created).unwrap_or(Timestamp::UNIX_EPOCH);
    let _ = write!(
        xml,
        "</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">{created}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{created}</dcterms:modified></cp:coreProperties>"
    );
    xml
}

/// Names the program whose format this is: of others' files LibreOffice doubts the stored results, and computes all anew.
fn app_properties(properties: &Properties) -> String {
    let mut xml = format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>Microsoft Excel</Application><Company>"
    );
    push_plain(&mut xml, &properties.company);
    xml + "</Company><AppVersion>12.0000</AppVersion></Properties>"
}
