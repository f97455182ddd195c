//! What was read, as a tree: lampiran › sections › sasaran, with pagu, realisasi so far and its percentage.

use lampiran_core::{
    Anggaran, Bagian, Bulan, HasilBagian, Indikator, Jenis, Jumlah, Lang, Laporan, Nilai, Persen, Rupiah, Sasaran,
    Ukuran,
};

use super::line::{Line, one_line, shorten, wrap};
use super::style::{FAINT, STRONG};
use crate::Outcome;

/// Columns of an amount of up to 999 milyar, and of a percentage.
const AMOUNT: usize = 17;
const PERCENT: usize = 10;

/// The tree of a report.
pub fn tree(outcome: &Outcome, lang: Lang, width: usize) -> String {
    let mut tree = Tree { out: String::new(), lang, width, akhir: outcome.laporan.bulan_akhir() };
    tree.heading(&outcome.berkas, &outcome.laporan);
    let mut hasil = outcome.computed.bagian.iter();
    for lampiran in &outcome.laporan.lampiran {
        tree.blank();
        let title = format!("Lampiran {}  {}", lampiran.nomor, one_line(&lampiran.judul));
        Line::default().add(&shorten(&title, width), STRONG).end(&mut tree.out);
        if lampiran.bagian.iter().any(|bagian| bagian.anggaran().next().is_some()) {
            tree.columns();
        }
        let last = lampiran.bagian.len().saturating_sub(1);
        for (i, bagian) in lampiran.bagian.iter().enumerate() {
            tree.bagian(bagian, hasil.next(), i == last);
        }
    }
    tree.out
}

struct Tree {
    out: String,
    lang: Lang,
    width: usize,
    akhir: Option<Bulan>,
}

impl Tree {
    fn blank(&mut self) {
        self.out.push('\n');
    }

    fn heading(&mut self, berkas: &str, laporan: &Laporan) {
        Line::default().add(&shorten(berkas, self.width), STRONG).end(&mut self.out);
        for line in wrap(&office(laporan, self.lang), self.width) {
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    /// The ends of the columns of pagu, realisasi and %.
    const fn ends(&self) -> [usize; 3] {
        [self.width - PERCENT - AMOUNT, self.width - PERCENT, self.width]
    }

    fn columns(&mut self) {
        let [pagu, realisasi, persen] = self.ends();
        Line::default()
            .right(self.lang.pick("Pagu", "Budget"), pagu, FAINT)
            .right(self.lang.pick("Realisasi", "Spent"), realisasi, FAINT)
            .right("%", persen, FAINT)
            .end(&mut self.out);
    }

    fn bagian(&mut self, bagian: &Bagian, hasil: Option<&HasilBagian>, is_last: bool) {
        let (branch, below) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        let name = one_line(&bagian.nama());
        let name = if name.is_empty() { self.lang.pick("(tanpa nama)", "(no title)").to_owned() } else { name };
        let counts = counts(bagian);
        let line = Line::default().add(branch, FAINT).add(&shorten(&name, self.width - 3), STRONG);
        if line.width() + 2 + counts.chars().count() <= self.width {
            line.right(&counts, self.width, FAINT).end(&mut self.out);
        } else {
            line.end(&mut self.out);
            Line::default().add(below, FAINT).right(&counts, self.width, FAINT).end(&mut self.out);
        }
        let jumlah = hasil.and_then(|hasil| hasil.jumlah.as_ref());
        let last = bagian.sasaran.len().saturating_sub(1);
        for (i, sasaran) in bagian.sasaran.iter().enumerate() {
            self.sasaran(sasaran, below, jumlah.is_none() && i == last);
        }
        if let Some(jumlah) = jumlah {
            self.jumlah(jumlah, below);
        }
    }

    fn sasaran(&mut self, sasaran: &Sasaran, above: &str, is_last: bool) {
        let (branch, below) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        let uraian = one_line(&sasaran.uraian.value);
        let uraian =
            if uraian.is_empty() { self.lang.pick("(tanpa sasaran)", "(no sasaran)").to_owned() } else { uraian };
        let title = if sasaran.no.is_empty() { uraian } else { format!("{} {uraian}", sasaran.no) };
        Line::default()
            .add(&format!("{above}{branch}"), FAINT)
            .plain(&shorten(&title, self.width - 6))
            .end(&mut self.out);
        let below = format!("{above}{below}");
        let blocks = sasaran.indikator.len() + sasaran.anggaran.len();
        for (i, indikator) in sasaran.indikator.iter().enumerate() {
            self.indikator(indikator, &below, i + 1 == blocks);
        }
        for (i, anggaran) in sasaran.anggaran.iter().enumerate() {
            self.anggaran(anggaran, &below, sasaran.indikator.len() + i + 1 == blocks);
        }
    }

    fn indikator(&mut self, indikator: &Indikator, below: &str, is_last: bool) {
        let target = match &indikator.target_tahunan.value {
            Nilai::Angka(Ukuran::Predikat(predikat)) => predikat.to_string(),
            Nilai::Angka(target) => format!("{target} {}", indikator.satuan.value),
            Nilai::Nihil => "-".to_owned(),
            Nilai::Kosong | Nilai::TakTerbaca => "?".to_owned(),
        };
        let target = shorten(&format!("{} {target}", self.lang.pick("target", "target")), self.width / 3);
        self.block(&indikator.uraian.value, below, is_last, target.chars().count())
            .right(&target, self.width, FAINT)
            .end(&mut self.out);
    }

    fn anggaran(&mut self, anggaran: &Anggaran, below: &str, is_last: bool) {
        let spent = self.akhir.map_or(Rupiah::ZERO, |akhir| {
            let until = anggaran.bulan.iter().filter(|(bulan, _)| *bulan <= akhir);
            until.filter_map(|(_, isi)| isi.as_ref()?.realisasi.value.angka().copied()).sum()
        });
        let pagu = anggaran.tahunan.value.angka().copied();
        let line = self.block(&anggaran.nama.value, below, is_last, self.width - self.ends()[0] + AMOUNT);
        self.figures(line, pagu, spent, pagu.and_then(|pagu| Persen::of(spent.0, pagu.0)));
    }

    fn jumlah(&mut self, jumlah: &Jumlah, below: &str) {
        let line = Line::default().add(&format!("{below}└─ "), FAINT).add("TOTAL", STRONG);
        self.figures(line, Some(jumlah.tahunan), jumlah.realisasi, jumlah.persen);
    }

    /// The beginning of a block's line, its name cut where its figures (`taken` columns) begin.
    fn block(&self, name: &str, below: &str, is_last: bool, taken: usize) -> Line {
        let line = Line::default().add(below, FAINT).add(if is_last { "└─ " } else { "├─ " }, FAINT);
        let room = self.width.saturating_sub(line.width() + taken + 1);
        line.plain(&shorten(name, room))
    }

    fn figures(&mut self, line: Line, pagu: Option<Rupiah>, spent: Rupiah, persen: Option<Persen>) {
        let ends = self.ends();
        let text = |figure: Option<String>| figure.unwrap_or_else(|| "-".to_owned());
        line.right(&text(pagu.map(|pagu| pagu.to_string())), ends[0], STRONG)
            .right(&spent.to_string(), ends[1], STRONG)
            .right(&text(persen.map(|persen| persen.rounded().to_string())), ends[2], STRONG)
            .end(&mut self.out);
    }
}

/// How much a section holds.
fn counts(bagian: &Bagian) -> String {
    let indikator = bagian.indikator().count();
    let program = bagian.anggaran().filter(|anggaran| anggaran.jenis == Jenis::Program).count();
    let kegiatan = bagian.anggaran().count() - program;
    [(bagian.sasaran.len(), "sasaran"), (indikator, "indikator"), (program, "program"), (kegiatan, "kegiatan")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Whose report it is, and of which months.
pub fn office(laporan: &Laporan, lang: Lang) -> String {
    let month = |bulan: Bulan| lang.pick(bulan.nama(), bulan.english());
    let period = laporan.periode.as_ref().map(|periode| {
        let (awal, akhir) = (periode.value.awal, periode.value.akhir);
        let months = if awal == akhir { month(awal).to_owned() } else { format!("{}–{}", month(awal), month(akhir)) };
        periode.value.tahun.map_or(months.clone(), |tahun| format!("{months} {tahun}"))
    });
    let office: Vec<&str> = [&laporan.instansi, &laporan.pemda].into_iter().flatten().map(String::as_str).collect();
    let office = (!office.is_empty()).then(|| office.join(", "));
    [office, period].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
