//! Two reports in the JSON of `lampiran read --format json`, compared figure by figure.

#![allow(clippy::indexing_slicing, reason = "indexing JSON gives null where there is nothing")]

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

/// How exact the same must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Every figure and name is the same.
    Strict,
    /// What a layout cannot keep may differ: nil, blank and 0 are one, a percentage may be rounded, and spaces and
    /// capitals of names and remarks are free.
    Loose,
}

/// A figure's way through the document: lampiran, section, sasaran, kind, item, month, field.
type Path = Vec<String>;

/// How many figures of `truth` were compared, and where `read` differs, a line each.
pub fn compare(truth: &Value, read: &Value, likeness: Likeness) -> (usize, Vec<String>) {
    let (truth, read) = (flat(truth, likeness), flat(read, likeness));
    let mut differences = Vec::new();
    for (path, must) in &truth {
        match read.get(path) {
            Some(is) if same(path, must, is, likeness) => {}
            Some(is) => differences.push(format!("{} must be {must} but is {is}", path.join("/"))),
            None => differences.push(format!("{} must be {must} but is missing", path.join("/"))),
        }
    }
    let extra = read.iter().filter(|(path, is)| !truth.contains_key(*path) && !is.is_null() && *is != "-" && *is != "");
    differences.extend(extra.map(|(path, is)| format!("{} should not be there: {is}", path.join("/"))));
    (truth.len(), differences)
}

/// Every figure and name of a report, by its path.
fn flat(document: &Value, likeness: Likeness) -> BTreeMap<Path, Value> {
    let mut flat = Flat { likeness, figures: BTreeMap::new() };
    for lampiran in items(document, "lampiran") {
        let nomor = lampiran["nomor"].to_string();
        for (i, bagian) in items(lampiran, "bagian").iter().enumerate() {
            flat.bagian(&[nomor.clone(), i.to_string()], bagian);
        }
    }
    flat.figures
}

struct Flat {
    likeness: Likeness,
    figures: BTreeMap<Path, Value>,
}

impl Flat {
    fn bagian(&mut self, at: &[String], bagian: &Value) {
        self.put(at, &["eselon"], bagian["eselon"].clone());
        self.text(at, &["jabatan"], &bagian["jabatan"]);
        for field in ["tahunan", "target", "realisasi", "persen"] {
            self.put(at, &["total", field], bagian["total"][field].clone());
        }
        for (i, sasaran) in items(bagian, "sasaran").iter().enumerate() {
            let at = [at, &[i.to_string()]].concat();
            self.put(&at, &["no"], as_text(&sasaran["no"]));
            self.text(&at, &["uraian"], &sasaran["uraian"]);
            for (kind, name, year) in [("indikator", "uraian", "target_tahunan"), ("anggaran", "nama", "tahunan")] {
                for (j, item) in items(sasaran, kind).iter().enumerate() {
                    self.item(&[at.as_slice(), &[kind.to_owned(), j.to_string()]].concat(), item, name, year);
                }
            }
        }
    }

    fn item(&mut self, at: &[String], item: &Value, name: &str, year: &str) {
        self.put(at, &["no"], as_text(&item["no"]));
        self.text(at, &[name], &item[name]);
        self.put(at, &[year], item[year].clone());
        if name == "uraian" {
            self.text(at, &["satuan"], &item["satuan"]);
        }
        for (month, isi) in (1..).zip(items(item, "bulan")) {
            let at = [at, &[i32::to_string(&month)]].concat();
            for field in ["target", "realisasi", "persen"] {
                self.put(&at, &[field], isi[field].clone());
            }
            for field in ["keterangan", "output"] {
                self.text(&at, &[field], &isi[field]);
            }
        }
    }

    fn put(&mut self, at: &[String], field: &[&str], value: Value) {
        let path = at.iter().cloned().chain(field.iter().map(|part| (*part).to_owned())).collect();
        self.figures.insert(path, value);
    }

    /// A name or remark: line breaks and doubled spaces never count, capitals only in a strict comparison.
    fn text(&mut self, at: &[String], field: &[&str], value: &Value) {
        let text = value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if self.likeness == Likeness::Loose { text.to_lowercase() } else { text };
        self.put(at, field, text.into());
    }
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn as_text(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.to_string().into(), Value::from)
}

fn is_text(path: &Path) -> bool {
    let field = path.last().map_or("", String::as_str);
    ["eselon", "jabatan", "uraian", "nama", "satuan", "keterangan", "output", "no"].contains(&field)
}

fn same(path: &Path, must: &Value, is: &Value, likeness: Likeness) -> bool {
    if !must.is_string() && !must.is_null() || !is.is_string() && !is.is_null() {
        return false;
    }
    let (must, is) = (must.as_str().unwrap_or_default(), is.as_str().unwrap_or_default());
    let loose = likeness == Likeness::Loose;
    let empty = |text: &str| text.is_empty() || text == "-";
    if is_text(path) {
        return must == is || (loose && empty(must) && empty(is));
    }
    let nothing = |text: &str| loose && (empty(text) || matches!(text, "0" | "0.00"));
    if must == is || (nothing(must) && nothing(is)) {
        return true;
    }
    let (Ok(must), Ok(is)) = (must.parse::<Decimal>(), is.parse::<Decimal>()) else { return false };
    let slack = Decimal::new(if loose { 500 } else { 5 }, 3);
    must == is || (path.last().is_some_and(|field| field == "persen") && (must - is).abs() <= slack)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn report(realisasi: &Value, keterangan: &str) -> Value {
        json!({"lampiran": [{"nomor": 1, "bagian": [{"eselon": "II", "jabatan": "Kepala", "sasaran": [{"no": "1",
            "uraian": "S", "indikator": [], "anggaran": [{"no": "1", "nama": "P", "tahunan": "5",
            "bulan": [{"target": "5", "realisasi": realisasi, "persen": "10.89", "keterangan": keterangan}]}]}]}]}]})
    }

    #[test]
    fn nil_blank_and_nought_are_three_things_but_in_a_loose_comparison() {
        let (nil, blank, nought) = (report(&json!("-"), "a"), report(&json!(null), "a"), report(&json!("0"), "A"));
        assert_eq!(compare(&nil, &nil, Likeness::Strict).1, [""; 0]);
        assert_eq!(compare(&nil, &blank, Likeness::Strict).1.len(), 1);
        assert_eq!(compare(&nil, &nought, Likeness::Strict).1.len(), 2, "the remark differs too");
        assert_eq!(compare(&nil, &nought, Likeness::Loose).1, [""; 0]);
        assert_eq!(compare(&nil, &report(&json!("3"), "a"), Likeness::Loose).1.len(), 1);
    }

    #[test]
    fn what_is_missing_or_too_much_is_a_difference() {
        let (full, none) = (report(&json!("3"), "a"), json!({"lampiran": []}));
        assert!(!compare(&full, &none, Likeness::Loose).1.is_empty());
        assert!(!compare(&none, &full, Likeness::Loose).1.is_empty());
    }
}
