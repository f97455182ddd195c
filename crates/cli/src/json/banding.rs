//! What `lampiran compare --format json` prints: every change, and the findings among them.

use lampiran_core::{Banding, Bulan, Change, ChangeKind, Isi, Lang, Laporan, Sourced};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Catatan, nilai};
use crate::Outcome;

/// Two reports of one office compared.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "lampiran compare")]
pub struct HasilBanding {
    /// The older file.
    lama: String,
    /// The newer file.
    baru: String,
    /// Every change, in the order of the newer report.
    perubahan: Vec<Perubahan>,
    /// The changes a person has to answer for: `ditemukan` is new, `seharusnya` old.
    catatan: Vec<Catatan>,
}

/// One change.
#[derive(Debug, Serialize, JsonSchema)]
struct Perubahan {
    /// `realisasi`, `target`, `tahunan`, `hilang`, `baru`, `nama` or `terisi` (a new month filled in: no fault).
    jenis: &'static str,
    bagian: String,
    blok: Option<String>,
    bulan: Option<u8>,
    lama: Sisi,
    baru: Sisi,
    /// New minus old.
    selisih: Option<String>,
}

/// One side of a change.
#[derive(Debug, Default, Serialize, JsonSchema)]
struct Sisi {
    lembar: Option<String>,
    sel: Option<String>,
    isi: Option<String>,
}

impl HasilBanding {
    /// The JSON of a comparison.
    pub fn new(old: &Outcome, new: &Outcome, banding: &Banding, lang: Lang) -> Self {
        Self {
            lama: old.berkas.clone(),
            baru: new.berkas.clone(),
            perubahan: banding.changes.iter().map(|change| perubahan(change, &old.laporan, &new.laporan)).collect(),
            catatan: banding.diagnostics.iter().map(|finding| Catatan::new(finding, new, lang)).collect(),
        }
    }
}

fn perubahan(change: &Change, old: &Laporan, new: &Laporan) -> Perubahan {
    Perubahan {
        jenis: word(change.kind),
        bagian: change.bagian.clone(),
        blok: change.blok.clone(),
        bulan: change.bulan.map(Bulan::number),
        lama: sisi(change.old.as_ref(), old),
        baru: sisi(change.new.as_ref(), new),
        selisih: change.difference().map(|difference| difference.normalize().to_string()),
    }
}

const fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Realisasi => "realisasi",
        ChangeKind::Target => "target",
        ChangeKind::Tahunan => "tahunan",
        ChangeKind::Gone => "hilang",
        ChangeKind::Added => "baru",
        ChangeKind::Renamed => "nama",
        ChangeKind::Filled => "terisi",
    }
}

fn sisi(side: Option<&Sourced<Isi>>, laporan: &Laporan) -> Sisi {
    let Some(side) = side else { return Sisi::default() };
    Sisi {
        lembar: Some(laporan.nama_lembar(side.place.sheet).to_owned()),
        sel: Some(side.place.cell.to_string()),
        isi: match &side.value {
            Isi::Nilai(figure) => nilai(figure),
            Isi::Nama(nama) => Some(nama.clone()),
        },
    }
}
