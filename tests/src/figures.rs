//! Two reports in the JSON of `lampiran read --format json`, compared figure by figure.

#![allow(clippy::indexing_slicing, reason = "indexing JSON gives null where there is nothing")]

use std::collections::BTreeMap;

use lampiran_core::{Decimal, Persen};
use serde_json::Value;

/// How exact the same must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Every figure and name is the same, a percentage to the decimals it is printed with.
    Strict,
    /// What a layout cannot keep may differ: nil, blank and 0 are one, a percentage may be rounded, and spaces and
    /// capitals of names and remarks are free.
    Loose,
}

/// Fields that hold words.
const TEXTS: [&str; 11] =
    ["eselon", "jabatan", "uraian", "nama", "satuan", "keterangan", "output", "no", "sasaran", "indikator", "program"];

/// A figure's way through the document: lampiran, section, sasaran, kind, item, month, field.
type Path = Vec<String>;

/// How many figures of `truth` were compared, and where `read` differs, a line each.
pub fn compare(truth: &Value, read: &Value, likeness: Likeness) -> (usize, Vec<String>) {
    let (truth, read) = (flat(truth), flat(read));
    let mut differences = Vec::new();
    for (path, must) in &truth {
        match read.get(path) {
            Some(is) if same(field(path), must, is, likeness) => {}
            Some(is) => differences.push(format!("{} must be {must} but is {is}", path.join("/"))),
            None => differences.push(format!("{} must be {must} but is missing", path.join("/"))),
        }
    }
    let extra = read.iter().filter(|(path, is)| !truth.contains_key(*path) && !is.is_null() && *is != "-" && *is != "");
    differences.extend(extra.map(|(path, is)| format!("{} should not be there: {is}", path.join("/"))));
    (truth.len(), differences)
}

/// Every figure and name of a report, by its path.
fn flat(document: &Value) -> BTreeMap<Path, Value> {
    let mut flat = Flat(BTreeMap::new());
    for lampiran in items(document, "lampiran") {
        let nomor = lampiran["nomor"].to_string();
        for (i, bagian) in items(lampiran, "bagian").iter().enumerate() {
            flat.bagian(&[nomor.clone(), i.to_string()], bagian);
        }
    }
    flat.0
}

struct Flat(BTreeMap<Path, Value>);

impl Flat {
    fn bagian(&mut self, at: &[String], bagian: &Value) {
        self.put(at, &["eselon"], bagian["eselon"].clone());
        self.put(at, &["jabatan"], bagian["jabatan"].clone());
        for field in ["tahunan", "target", "realisasi", "persen"] {
            self.put(at, &["total", field], bagian["total"][field].clone());
        }
        for (i, sasaran) in items(bagian, "sasaran").iter().enumerate() {
            let at = [at, &[i.to_string()]].concat();
            self.put(&at, &["no"], as_text(&sasaran["no"]));
            self.put(&at, &["uraian"], sasaran["uraian"].clone());
            for (kind, name, year) in [("indikator", "uraian", "target_tahunan"), ("anggaran", "nama", "tahunan")] {
                for (j, item) in items(sasaran, kind).iter().enumerate() {
                    self.item(&[at.as_slice(), &[kind.to_owned(), j.to_string()]].concat(), item, name, year);
                }
            }
        }
    }

    fn item(&mut self, at: &[String], item: &Value, name: &str, year: &str) {
        self.put(at, &["no"], as_text(&item["no"]));
        self.put(at, &[name], item[name].clone());
        self.put(at, &[year], item[year].clone());
        if name == "uraian" {
            self.put(at, &["satuan"], item["satuan"].clone());
        }
        for (month, isi) in (1_u8..).zip(items(item, "bulan")) {
            let at = [at, &[month.to_string()]].concat();
            for field in ["target", "realisasi", "persen", "keterangan", "output"] {
                self.put(&at, &[field], isi[field].clone());
            }
        }
    }

    fn put(&mut self, at: &[String], field: &[&str], value: Value) {
        let path = at.iter().cloned().chain(field.iter().map(|part| (*part).to_owned())).collect();
        self.0.insert(path, value);
    }
}

fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn as_text(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.to_string().into(), Value::from)
}

/// The field at the end of a path.
fn field(path: &Path) -> &str {
    path.last().map_or("", String::as_str)
}

/// Whether two figures or names of a field are the same. In names and remarks line breaks and doubled spaces never count.
pub fn same(field: &str, must: &Value, is: &Value, likeness: Likeness) -> bool {
    if !must.is_string() && !must.is_null() || !is.is_string() && !is.is_null() {
        return false;
    }
    let (must, is) = (must.as_str().unwrap_or_default(), is.as_str().unwrap_or_default());
    let loose = likeness == Likeness::Loose;
    let empty = |text: &str| text.is_empty() || text == "-";
    if TEXTS.contains(&field) {
        let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (must, is) = (tidy(must), tidy(is));
        return must == is || (loose && (must.to_lowercase() == is.to_lowercase() || (empty(&must) && empty(&is))));
    }
    let nothing = |text: &str| loose && (empty(text) || matches!(text, "0" | "0.00"));
    if must == is || (nothing(must) && nothing(is)) {
        return true;
    }
    let (Ok(must), Ok(is)) = (must.parse::<Decimal>(), is.parse::<Decimal>()) else { return false };
    if field != "persen" {
        return must == is;
    }
    // A percentage is as good as it is printed: 202 stands for 202,36.
    let printed = Persen(is).rounded_to(must.scale()).0;
    printed == must || (loose && (must - is).abs() <= Decimal::new(5, 1))
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
    fn a_percentage_is_compared_as_it_is_printed() {
        let same = |must: &str, is: &str| same("persen", &json!(must), &json!(is), Likeness::Strict);
        assert!(same("202", "202.36") && same("10.89", "10.8872") && same("100.00", "100"));
        assert!(!same("202", "202.50") && !same("10.89", "10.895") && !same("202.36", "202"));
    }

    #[test]
    fn what_is_missing_or_too_much_is_a_difference() {
        let (full, none) = (report(&json!("3"), "a"), json!({"lampiran": []}));
        assert!(!compare(&full, &none, Likeness::Loose).1.is_empty());
        assert!(!compare(&none, &full, Likeness::Loose).1.is_empty());
    }
}
