//! Findings as SARIF 2.1.0, for tools that collect the results of checks.
//!
//! A cell is a region: its row is the line, its column the column; the sheet is the logical location.

use lampiran_core::{CellRef, Diagnostic, Grade, Lang, SheetId};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::pages::pages;
use crate::{Outcome, show};

/// What must be escaped in a path of a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// The log of one run.
pub fn log(results: &[Value], lang: Lang) -> Value {
    let rules: Vec<Value> = pages()
        .map(|page| {
            json!({
                "id": page.name,
                "shortDescription": { "text": page.title().get(lang) },
                "help": { "text": page.text, "markdown": page.text },
            })
        })
        .collect();
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "lampiran", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "language": lang.pick("id", "en"),
            "results": results,
        }],
    })
}

/// The results of one file.
pub fn results(outcome: &Outcome, lang: Lang) -> Vec<Value> {
    outcome.findings.iter().map(|finding| result(outcome, finding, lang)).collect()
}

fn result(outcome: &Outcome, finding: &Diagnostic, lang: Lang) -> Value {
    let mut text = finding.message.get(lang).to_owned();
    if let Some(advice) = &finding.advice {
        text.push(' ');
        text.push_str(advice.get(lang));
    }
    let also: Vec<Value> =
        finding.also.iter().map(|place| location(outcome, Some(place.sheet), Some(place.cell))).collect();
    json!({
        "ruleId": finding.name,
        "level": match finding.grade {
            Grade::Salah => "error",
            Grade::PerluDilihat => "warning",
        },
        "message": { "text": text },
        "locations": [location(outcome, finding.sheet, finding.cell)],
        "relatedLocations": also,
        "properties": {
            "judul": show::title(finding, lang),
            "bagian": finding.bagian,
            "blok": finding.blok,
            "ditemukan": finding.found,
            "seharusnya": finding.expected,
        },
    })
}

fn location(outcome: &Outcome, sheet: Option<SheetId>, cell: Option<CellRef>) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&outcome.berkas) } });
    if let (Some(cell), Some(fields)) = (cell, physical.as_object_mut()) {
        fields
            .insert("region".to_owned(), json!({ "startLine": cell.row + 1, "startColumn": u32::from(cell.col) + 1 }));
    }
    let mut location = json!({ "physicalLocation": physical });
    if let (Some(sheet), Some(fields)) = (sheet, location.as_object_mut()) {
        let sheet = outcome.laporan.nama_lembar(sheet);
        let name = cell.map_or_else(|| sheet.to_owned(), |cell| format!("{sheet}!{cell}"));
        fields.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": name }]));
    }
    location
}

/// A path as a URI: relative where it is relative.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let encoded = utf8_percent_encode(&path, PATH).to_string();
    if path.starts_with('/') { format!("file://{encoded}") } else { encoded }
}
