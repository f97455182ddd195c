//! Cumulative target against realisasi of each program, as small charts drawn in SVG.

use lampiran_core::{Anggaran, Bulan, Decimal, Jenis, Lang, Nilai, Persen, Rupiah, format_id};
use maud::{Markup, html};

use crate::Outcome;

/// The drawing: its size, and the frame of the curves in it.
const WIDTH: i64 = 320;
const HEIGHT: i64 = 150;
const LEFT: i64 = 52;
const RIGHT: i64 = 312;
const TOP: i64 = 10;
const BOTTOM: i64 = 128;

/// A chart for each program of the report (for each kegiatan, where it has no program).
pub fn charts(outcome: &Outcome, lang: Lang) -> Markup {
    let akhir = outcome.laporan.bulan_akhir();
    let all: Vec<&Anggaran> = outcome.laporan.bagian().flat_map(lampiran_core::Bagian::anggaran).collect();
    let program: Vec<&Anggaran> = all.iter().copied().filter(|anggaran| anggaran.jenis == Jenis::Program).collect();
    let shown = if program.is_empty() { all } else { program };
    html! {
        @if !shown.is_empty() {
            h3 { (lang.pick("Target dan realisasi kumulatif", "Cumulative target and realisasi")) }
            div.grafik {
                @for anggaran in shown { (chart(&Curves::new(anggaran, akhir), lang)) }
            }
        }
    }
}

/// The sums of a block month by month.
struct Curves {
    nama: String,
    tahunan: Option<Rupiah>,
    target: Vec<Rupiah>,
    /// As far as it is reported: up to the month before the first that is blank.
    realisasi: Vec<Rupiah>,
}

impl Curves {
    fn new(anggaran: &Anggaran, akhir: Option<Bulan>) -> Self {
        let mut target = Vec::new();
        let mut realisasi = Vec::new();
        let (mut planned, mut spent, mut is_open) = (Rupiah::ZERO, Rupiah::ZERO, true);
        for (bulan, isi) in anggaran.bulan.iter() {
            planned += isi.as_ref().and_then(|isi| isi.target.value.angka().copied()).unwrap_or_default();
            target.push(planned);
            let reported =
                isi.as_ref().map(|isi| &isi.realisasi.value).filter(|_| akhir.is_some_and(|akhir| bulan <= akhir));
            is_open &= matches!(reported, Some(Nilai::Angka(_) | Nilai::Nihil));
            if is_open {
                spent += reported.and_then(|nilai| nilai.angka().copied()).unwrap_or_default();
                realisasi.push(spent);
            }
        }
        Self { nama: anggaran.nama.value.clone(), tahunan: anggaran.tahunan.value.angka().copied(), target, realisasi }
    }

    /// The amount at the top of the drawing.
    fn top(&self) -> Rupiah {
        self.target.iter().chain(&self.realisasi).chain(&self.tahunan).copied().max().unwrap_or_default()
    }

    fn spent(&self) -> Rupiah {
        self.realisasi.last().copied().unwrap_or_default()
    }
}

fn chart(curves: &Curves, lang: Lang) -> Markup {
    let top = curves.top();
    let spent = curves.spent();
    let percent = curves.tahunan.and_then(|tahunan| Persen::of(spent.0, tahunan.0)).map(Persen::rounded);
    let last = Bulan::all().take(curves.realisasi.len()).last();
    let (until, up_to) =
        last.map_or_else(Default::default, |bulan| (format!(" sampai {bulan}"), format!(" up to {}", bulan.english())));
    let said = match (curves.tahunan, percent) {
        (Some(tahunan), Some(percent)) => lang.pick(
            format!("Realisasi{until} Rp\u{a0}{spent} dari Rp\u{a0}{tahunan} ({percent}\u{a0}%)"),
            format!("Spent{up_to} Rp\u{a0}{spent} of Rp\u{a0}{tahunan} ({percent}\u{a0}%)"),
        ),
        _ => lang.pick(format!("Realisasi{until} Rp\u{a0}{spent}"), format!("Spent{up_to} Rp\u{a0}{spent}")),
    };
    let half = Rupiah(top.0 / Decimal::TWO);
    html! {
        figure {
            figcaption { (curves.nama) }
            p { (said) }
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-label={ (curves.nama) ": " (said) } {
                @for amount in [Rupiah::ZERO, half, top] {
                    @let y = height(amount, top);
                    line.kisi x1=(LEFT) x2=(RIGHT) y1=(y) y2=(y) {}
                    text x=(LEFT - 5) y=(y + Decimal::from(3)) text-anchor="end" { (short(amount, lang)) }
                }
                @for bulan in Bulan::all() {
                    @let name = lang.pick(bulan.nama(), bulan.english());
                    text x=(across(usize::from(bulan.number()) - 1)) y=(HEIGHT - 8) text-anchor="middle" {
                        (name.chars().take(3).collect::<String>())
                    }
                }
                polyline.target points=(points(&curves.target, top)) {}
                polyline.realisasi points=(points(&curves.realisasi, top)) {}
                @for (i, amount) in curves.realisasi.iter().enumerate() {
                    circle.titik cx=(across(i)) cy=(height(*amount, top)) r="3" {}
                }
            }
            p { (lang.pick("Garis putus: target. Garis penuh: realisasi.", "Dashed: target. Solid: realisasi.")) }
            details {
                summary { (lang.pick("Angka", "Figures")) }
                (table(curves, lang))
            }
        }
    }
}

/// The same as a table, for those who cannot see the drawing.
fn table(curves: &Curves, lang: Lang) -> Markup {
    html! {
        table {
            thead {
                tr {
                    th scope="col" { (lang.pick("Bulan", "Month")) }
                    th scope="col" { "Target" }
                    th scope="col" { "Realisasi" }
                }
            }
            tbody {
                @for ((i, bulan), target) in Bulan::all().enumerate().zip(&curves.target) {
                    tr {
                        th scope="row" { (lang.pick(bulan.nama(), bulan.english())) }
                        td.angka { (target) }
                        td.angka { @if let Some(realisasi) = curves.realisasi.get(i) { (realisasi) } }
                    }
                }
            }
        }
    }
}

/// Where a month stands.
fn across(month: usize) -> i64 {
    LEFT + 10 + i64::try_from(month).unwrap_or(0) * (RIGHT - LEFT - 20) / 11
}

/// How high an amount stands.
fn height(amount: Rupiah, top: Rupiah) -> Decimal {
    let part = amount.0.checked_div(top.0).unwrap_or_default().clamp(Decimal::ZERO, Decimal::ONE);
    (Decimal::from(BOTTOM) - part * Decimal::from(BOTTOM - TOP)).round_dp(1)
}

fn points(amounts: &[Rupiah], top: Rupiah) -> String {
    let points = amounts.iter().enumerate().map(|(i, amount)| format!("{},{}", across(i), height(*amount, top)));
    points.collect::<Vec<_>>().join(" ")
}

/// An amount in as few characters as a scale needs: `2,98 M` (milyar), `15,3 jt` (juta).
fn short(amount: Rupiah, lang: Lang) -> String {
    let units =
        [(1_000_000_000_000_i64, "T", "tn"), (1_000_000_000, "M", "bn"), (1_000_000, "jt", "m"), (1_000, "rb", "k")];
    for (size, id, en) in units {
        let size = Decimal::from(size);
        if amount.0 >= size {
            return format!("{} {}", format_id((amount.0 / size).round_dp(1).normalize()), lang.pick(id, en));
        }
    }
    format_id(amount.0.round())
}
