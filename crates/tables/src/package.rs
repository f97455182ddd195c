//! The description of the CSV files for machines: a data package (Frictionless Data).

use serde_json::{Value, json};

use crate::{CsvStyle, Kind, Table};

/// The `datapackage.json` of the CSV files in one folder.
pub fn data_package(style: CsvStyle) -> Value {
    let resources: Vec<Value> = Table::ALL.iter().map(|&table| resource(table, style)).collect();
    json!({
        "profile": "tabular-data-package",
        "name": "capaian-rencana-aksi",
        "title": "Capaian rencana aksi",
        "resources": resources,
    })
}

fn resource(table: Table, style: CsvStyle) -> Value {
    let (delimiter, decimal) = match style {
        CsvStyle::Plain => (",", "."),
        CsvStyle::ExcelId => (";", ","),
    };
    let fields: Vec<Value> = table
        .columns()
        .iter()
        .map(|column| match column.kind {
            Kind::Text => json!({"name": column.name, "type": "string", "description": column.about}),
            Kind::Integer => json!({"name": column.name, "type": "integer", "description": column.about}),
            Kind::Decimal => {
                json!({"name": column.name, "type": "number", "decimalChar": decimal, "description": column.about})
            }
        })
        .collect();
    let mut schema = json!({"fields": fields, "primaryKey": table.key(), "missingValues": [""]});
    if table != Table::Berkas {
        let reference =
            json!({"fields": "berkas", "reference": {"resource": Table::Berkas.name(), "fields": "berkas"}});
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("foreignKeys".into(), json!([reference]));
        }
    }
    json!({
        "profile": "tabular-data-resource",
        "name": table.name(),
        "path": format!("{}.csv", table.name()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": delimiter, "lineTerminator": "\r\n", "header": true},
        "schema": schema,
    })
}
