//! The form for the next month: period advanced, the cells to be filled in open and coloured, everything else locked.

use std::collections::{BTreeMap, BTreeSet};

use std::sync::Arc;

use lampiran_core::{Bagian, Bulan, CellContent, CellRef, Laporan, Nilai, Sasaran, SheetId, Ukuran};

use super::cells::CellChange;
use super::marks::{self, Colour};
use super::sheet_xml::{ORDER, SheetXml};
use super::workbook::insert_in_order;
use super::xml::{append_to, attribute_of, children, children_of_root, escape, prefix_of, splice, with_attribute};
use super::{Filling, Flaw, notes};

/// Locked, without a password; columns and rows may still be made wider.
const PROTECTION: &str = "sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" formatRows=\"0\"";
/// What tells our rules for entries from the office's.
const RULE: &str = "=\"-\",AND(ISNUMBER(";

/// The cells of a sheet that are filled in for a month.
#[derive(Debug, Default)]
struct Entries {
    /// Open: realisasi, keterangan, output.
    open: BTreeSet<CellRef>,
    /// Realisasi that is a number or `-`.
    figures: BTreeSet<CellRef>,
    /// Title lines to be changed.
    titles: BTreeMap<CellRef, String>,
}

/// Makes the form for `bulan` of the workbook.
pub(super) fn make(filling: &mut Filling<'_>, laporan: &Laporan, bulan: Bulan) -> Result<(), Flaw> {
    let mut entries: BTreeMap<SheetId, Entries> = BTreeMap::new();
    for bagian in laporan.bagian() {
        let entries = entries.entry(bagian.lembar).or_default();
        for sasaran in &bagian.sasaran {
            entries.add(sasaran, bulan);
        }
        entries.add_titles(laporan, bagian, bulan);
    }
    for (sheet, entries) in entries {
        let Some(entry) = filling.entry(sheet) else { continue };
        let Some(mut sheet) = open_and_lock(filling, &entry.part, &entries)? else { continue };
        let colours = entries.open.iter().map(|cell| (*cell, Colour::Entry)).collect();
        let shell = marks::colour(sheet.shell(), &colours, &mut filling.styles)?;
        let shell = with_rules(&protected(&shell)?, &entries.figures)?;
        sheet.set_shell(notes::put(&mut filling.package, &entry.part, shell, &BTreeMap::new())?);
        filling.sheets.insert(entry.part, sheet);
    }
    Ok(())
}

impl Entries {
    fn add(&mut self, sasaran: &Sasaran, bulan: Bulan) {
        for isi in sasaran.indikator.iter().filter_map(|indikator| indikator.bulan[bulan].as_ref()) {
            self.open.insert(isi.realisasi.place.cell);
            self.open.insert(isi.keterangan.place.cell);
            self.open.extend(isi.output.as_ref().map(|output| output.place.cell));
            if !matches!(isi.target.value, Nilai::Angka(Ukuran::Predikat(_))) {
                self.figures.insert(isi.realisasi.place.cell);
            }
        }
        for isi in sasaran.anggaran.iter().filter_map(|anggaran| anggaran.bulan[bulan].as_ref()) {
            self.open.extend([isi.realisasi.place.cell, isi.keterangan.place.cell]);
            self.figures.insert(isi.realisasi.place.cell);
        }
    }

    /// The title line that names the period, with the new last month.
    fn add_titles(&mut self, laporan: &Laporan, bagian: &Bagian, bulan: Bulan) {
        let Some(judul) = &bagian.judul else { return };
        let Some(periode) = &judul.periode else { return };
        let Some(line) = judul.baris.iter().find(|line| line.place == periode.place) else { return };
        let spelling = |bulan: Bulan| {
            let known = laporan.ejaan_bulan.as_ref().map(|names| names[bulan].trim().to_owned());
            known.filter(|name| !name.is_empty()).unwrap_or_else(|| bulan.nama().to_owned())
        };
        let (first, last) = (periode.value.awal, periode.value.akhir);
        let names = [spelling(last), last.nama().to_owned()];
        let Some((at, name)) = names.iter().find_map(|name| Some((find_word(&line.value, name)?, name))) else {
            return;
        };
        let written = line.value.get(at..at + name.len()).unwrap_or_default();
        let mut next = like(written, &spelling(bulan));
        // A report of Januari alone becomes one of Januari to the new month, as offices write it.
        if first == last && last == Bulan::JANUARI && bulan > last {
            next = format!("{written}-{next}");
        }
        let before = line.value.get(..at).unwrap_or_default();
        let after = line.value.get(at + name.len()..).unwrap_or_default();
        self.titles.insert(line.place.cell, format!("{before}{next}{after}"));
    }
}

/// Where a word stands last in a text, whatever its case.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let is_there = |at: usize| text.get(at..at + word.len()).is_some_and(|part| part.eq_ignore_ascii_case(word));
    let ends = |at: usize| !text.get(at + word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let starts = |at: usize| !text.get(..at).is_some_and(|rest| rest.ends_with(char::is_alphabetic));
    text.char_indices().map(|(at, _)| at).rfind(|&at| is_there(at) && ends(at) && starts(at))
}

/// A month's name in the case of another.
fn like(written: &str, name: &str) -> String {
    if written.chars().all(|c| !c.is_lowercase()) { name.to_uppercase() } else { name.to_owned() }
}

/// The sheet of a part with titles changed, entries open, and everything else locked.
fn open_and_lock(filling: &mut Filling<'_>, part: &str, entries: &Entries) -> Result<Option<SheetXml>, Flaw> {
    let Some(source) = filling.package.unpack(part)? else { return Ok(None) };
    let styles = &mut filling.styles;
    let mut changes: BTreeMap<CellRef, CellChange> = BTreeMap::new();
    let mut missing = entries.open.clone();
    let sheet = SheetXml::survey(source, |row, cells, formulas| {
        let cells = cells.map_or_else(|| row.cells(), Ok)?;
        for cell in &cells {
            let at = CellRef::new(row.number, cell.col);
            let style = styles.with_lock(cell.style, !entries.open.contains(&at));
            missing.remove(&at);
            let style = (style != cell.style).then_some(style);
            let title = entries.titles.get(&at).filter(|_| !formulas.in_array(at));
            let title = if cell.formula()?.is_none() { title } else { None };
            if style.is_some() || title.is_some() {
                let content = title.map(|title| CellContent::Text(title.clone()));
                changes.insert(at, CellChange { content: content.map(Arc::new), style });
            }
        }
        let here: Vec<CellRef> =
            missing.range(CellRef::new(row.number, 0)..=CellRef::new(row.number, u16::MAX)).copied().collect();
        for at in here {
            missing.remove(&at);
            let before = cells.partition_point(|cell| cell.col < at.col).checked_sub(1).and_then(|i| cells.get(i));
            let style = Some(styles.with_lock(before.map_or(0, |cell| cell.style), false));
            changes.insert(at, CellChange { content: None, style });
        }
        Ok(())
    })?;
    let open = styles.with_lock(0, false);
    changes.extend(missing.into_iter().map(|at| (at, CellChange { content: None, style: Some(open) })));
    Ok(sheet.map(|mut sheet| {
        sheet.changes = changes;
        sheet
    }))
}

/// The sheet protected; as it is where the office protects it itself.
fn protected(xml: &str) -> Result<String, Flaw> {
    let elements = children_of_root(xml)?;
    if elements.iter().skip(1).any(|element| element.name == "sheetProtection") {
        return Ok(xml.to_owned());
    }
    let root = elements.first().and_then(|root| xml.get(root.tag.clone())).unwrap_or_default();
    let text = format!("<{}sheetProtection {PROTECTION}/>", prefix_of(root));
    insert_in_order(xml, &elements, "sheetProtection", &ORDER, &text)
}

/// The sheet with rules that let realisasi be a number from 0 up, or `-`; without those of an earlier month.
fn with_rules(xml: &str, cells: &BTreeSet<CellRef>) -> Result<String, Flaw> {
    let xml = without_rules(xml)?;
    let mut by_column: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for cell in cells {
        by_column.entry(cell.col).or_default().push(cell.to_string());
    }
    let elements = children_of_root(&xml)?;
    let root = elements.first().and_then(|root| xml.get(root.tag.clone())).unwrap_or_default();
    let p = prefix_of(root);
    let rules: Vec<String> = by_column
        .values()
        .filter_map(|cells| {
            let first = cells.first()?;
            let formula = escape(&format!("OR({first}{RULE}{first}),{first}>=0))"));
            Some(format!(
                "<{p}dataValidation type=\"custom\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" \
                 errorTitle=\"Realisasi\" error=\"Isi dengan angka mulai dari 0, atau - bila nihil.\" \
                 promptTitle=\"Realisasi\" prompt=\"Angka mulai dari 0, atau - bila nihil.\" sqref=\"{}\">\
                 <{p}formula1>{formula}</{p}formula1></{p}dataValidation>",
                cells.join(" ")
            ))
        })
        .collect();
    if rules.is_empty() {
        return Ok(xml);
    }
    if let Some(list) = elements.iter().skip(1).find(|element| element.name == "dataValidations") {
        let known = children(&xml, list)?.len();
        let tag = xml.get(list.tag.clone()).unwrap_or_default();
        let tag = with_attribute(tag, "count", &(known + rules.len()).to_string());
        return splice(&xml, vec![(list.tag.clone(), tag), append_to(&xml, list, &rules.concat())]);
    }
    let count = rules.len();
    let text = format!("<{p}dataValidations count=\"{count}\">{}</{p}dataValidations>", rules.concat());
    insert_in_order(&xml, &elements, "dataValidations", &ORDER, &text)
}

fn without_rules(xml: &str) -> Result<String, Flaw> {
    let elements = children_of_root(xml)?;
    let Some(list) = elements.iter().skip(1).find(|element| element.name == "dataValidations") else {
        return Ok(xml.to_owned());
    };
    let rules = children(xml, list)?;
    let is_ours = |bytes: &std::ops::Range<usize>| {
        xml.get(bytes.clone()).is_some_and(|rule| rule.replace("&quot;", "\"").contains(RULE))
    };
    let ours: Vec<_> = rules.iter().filter(|rule| is_ours(&rule.bytes)).map(|rule| rule.bytes.clone()).collect();
    if ours.len() == rules.len() {
        return splice(xml, vec![(list.bytes.clone(), String::new())]);
    }
    let tag = xml.get(list.tag.clone()).unwrap_or_default();
    let mut changes: Vec<_> = ours.iter().map(|bytes| (bytes.clone(), String::new())).collect();
    if attribute_of(tag, "count").is_some() {
        let count = (rules.len() - ours.len()).to_string();
        changes.push((list.tag.clone(), with_attribute(tag, "count", &count)));
    }
    splice(xml, changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_found_as_words() {
        assert_eq!(find_word("BULAN JANUARI-FEBRUARI TAHUN", "Februari"), Some(14));
        assert_eq!(find_word("DESA DES", "Des"), Some(5));
        assert_eq!(find_word("Mei–Mei", "mei"), Some(6));
        assert_eq!(find_word("", "mei"), None);
        assert_eq!((like("FEBRUARI", "Maret"), like("Februari", "Maret")), ("MARET".into(), "Maret".into()));
    }

    #[test]
    fn rules_of_an_earlier_month_go() {
        let xml = "<w><sheetData/><dataValidations count=\"1\"><dataValidation/></dataValidations><pageMargins/></w>";
        let march = with_rules(xml, &[CellRef::new(12, 16), CellRef::new(24, 16)].into()).unwrap();
        assert!(march.contains("sqref=\"Q13 Q25\"") && march.contains("count=\"2\""));
        assert_eq!(without_rules(&march).unwrap(), xml);
        let alone = "<w><sheetData/><pageMargins/></w>";
        assert_eq!(without_rules(&with_rules(alone, &[CellRef::new(1, 1)].into()).unwrap()).unwrap(), alone);
    }
}
