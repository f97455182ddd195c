//! What was read, made plain again and laid beside what was meant: one line for each fact.

use lampiran_core::{
    Anggaran, Bagian, Decimal, Indikator, Laporan, Nilai, Pejabat, Persen, Rupiah, SharedText, Sourced, Ukuran,
};

use super::report::{self, Blok, Bulanan, Isi, Report};

/// What stands for a figure that was not read.
pub const UNREAD: &str = "tak terbaca";

/// The facts of a report that was read, in the generator's own terms.
pub fn plain(laporan: &Laporan) -> Report {
    let of = |nomor: u8, bagian: &Bagian| report::Bagian {
        nomor: Some(nomor),
        eselon: bagian.eselon.map(|rank| rank.to_string()).unwrap_or_default(),
        jabatan: bagian.jabatan.clone(),
        beranggaran: bagian.kepala.anggaran.is_some(),
        sasaran: bagian.sasaran.iter().map(sasaran).collect(),
        total: bagian.total.as_ref().map(|total| {
            [rupiah(&total.tahunan), rupiah(&total.target), rupiah(&total.realisasi), persen(&total.persen)]
        }),
        pejabat: bagian.pejabat.as_ref().map(pejabat),
    };
    let bagian = laporan
        .lampiran
        .iter()
        .flat_map(|lampiran| lampiran.bagian.iter().map(move |bagian| of(lampiran.nomor, bagian)));
    let periode = laporan.periode.as_ref().map(|periode| &periode.value);
    Report {
        periode: periode.map(|periode| (periode.tahun.unwrap_or_default(), periode.akhir.number())),
        bagian: bagian.collect(),
    }
}

fn sasaran(sasaran: &lampiran_core::Sasaran) -> report::Sasaran {
    report::Sasaran {
        no: sasaran.no.clone(),
        uraian: sasaran.uraian.value.clone(),
        indikator: sasaran.indikator.iter().map(indikator).collect(),
        anggaran: sasaran.anggaran.iter().map(anggaran).collect(),
    }
}

fn indikator(indikator: &Indikator) -> Blok {
    let bulan = indikator.bulan.iter().map(|(_, bulan)| {
        bulan.as_ref().map(|isi| Bulanan {
            target: ukuran(&isi.target),
            realisasi: ukuran(&isi.realisasi),
            persen: persen(&isi.persen),
            keterangan: text(&isi.keterangan),
            output: isi.output.as_deref().map(text).unwrap_or_default(),
        })
    });
    Blok {
        no: indikator.no.clone(),
        kode: String::new(),
        nama: indikator.uraian.value.clone(),
        satuan: indikator.satuan.value.clone(),
        tahunan: ukuran(&indikator.target_tahunan),
        bulan: bulan.collect(),
        tersembunyi: indikator.tersembunyi,
    }
}

fn anggaran(anggaran: &Anggaran) -> Blok {
    let bulan = anggaran.bulan.iter().map(|(_, bulan)| {
        bulan.as_ref().map(|isi| Bulanan {
            target: rupiah(&isi.target),
            realisasi: rupiah(&isi.realisasi),
            persen: persen(&isi.persen),
            keterangan: text(&isi.keterangan),
            output: String::new(),
        })
    });
    Blok {
        no: anggaran.no.clone(),
        kode: anggaran.kode.clone().unwrap_or_default(),
        nama: anggaran.nama.value.clone(),
        satuan: String::new(),
        tahunan: rupiah(&anggaran.tahunan),
        bulan: bulan.collect(),
        tersembunyi: anggaran.tersembunyi,
    }
}

fn isi<T>(value: &Sourced<Nilai<T>>, show: impl Fn(&T) -> Isi) -> Isi {
    match &value.value {
        Nilai::Kosong => Isi::Kosong,
        Nilai::Nihil => Isi::Nihil,
        Nilai::Angka(angka) => show(angka),
        Nilai::TakTerbaca => Isi::Kata(UNREAD.to_owned()),
    }
}

fn rupiah(value: &Sourced<Nilai<Rupiah>>) -> Isi {
    isi(value, |rupiah| Isi::Angka(rupiah.0))
}

fn persen(value: &Sourced<Nilai<Persen>>) -> Isi {
    isi(value, |persen| Isi::Angka(persen.0))
}

fn ukuran(value: &Sourced<Nilai<Ukuran>>) -> Isi {
    isi(value, |ukuran| match ukuran {
        Ukuran::Bilangan(number) => Isi::Angka(*number),
        Ukuran::Predikat(word) => Isi::Kata(word.to_string()),
    })
}

fn text(text: &Sourced<Option<SharedText>>) -> String {
    text.value.as_deref().unwrap_or_default().to_owned()
}

fn pejabat(pejabat: &Pejabat) -> report::Pejabat {
    [&pejabat.kota, &pejabat.tanggal, &pejabat.jabatan, &pejabat.nama, &pejabat.pangkat, &pejabat.nip]
        .map(|line| line.as_ref().map(|line| line.value.clone()).unwrap_or_default())
}

/// The facts that differ: what was meant (`-`) and what was read (`+`), a line each. Line breaks and the value of
/// trailing zeros say nothing.
pub fn differences(meant: &Report, read: &Report) -> Vec<String> {
    let (meant_lines, read_lines) = (lines(meant), lines(read));
    let same = meant_lines.iter().zip(&read_lines).take_while(|(a, b)| a == b).count();
    let rest = |sign: &'static str, lines: &[String]| {
        lines.iter().skip(same).take(4).map(move |line| format!("{sign} {line}")).collect::<Vec<_>>()
    };
    if same == meant_lines.len() && same == read_lines.len() {
        return Vec::new();
    }
    let before = meant_lines.iter().take(same).rev().take(3).rev().map(|line| format!("  {line}"));
    before.chain(rest("-", &meant_lines)).chain(rest("+", &read_lines)).collect()
}

fn lines(report: &Report) -> Vec<String> {
    let mut lines = vec![format!("periode {:?}", report.periode)];
    for bagian in &report.bagian {
        lines.push(format!(
            "LAMPIRAN {:?} ESELON {:?} {:?} anggaran {}",
            bagian.nomor, bagian.eselon, bagian.jabatan, bagian.beranggaran
        ));
        for sasaran in &bagian.sasaran {
            lines.push(format!("sasaran {:?} {:?}", sasaran.no, sasaran.uraian));
            sasaran.indikator.iter().for_each(|blok| block(&mut lines, "indikator", blok));
            sasaran.anggaran.iter().for_each(|blok| block(&mut lines, "anggaran", blok));
        }
        lines.push(format!("total {:?}", bagian.total.as_ref().map(|total| total.each_ref().map(show))));
        lines.push(format!("pejabat {:?}", bagian.pejabat));
    }
    lines
}

fn block(lines: &mut Vec<String>, kind: &str, blok: &Blok) {
    lines.push(format!(
        "{kind} {:?} {:?} {:?} {:?} tahunan {} {}",
        blok.no,
        blok.kode,
        blok.nama,
        blok.satuan,
        show(&blok.tahunan),
        if blok.tersembunyi { "tersembunyi" } else { "" },
    ));
    for (month, isi) in (1..).zip(&blok.bulan) {
        let Some(isi) = isi else {
            lines.push(format!("  {month} none"));
            continue;
        };
        let (target, realisasi, persen) = (show(&isi.target), show(&isi.realisasi), show(&isi.persen));
        lines.push(format!("  {month} {target} | {realisasi} | {persen} | {} | {}", isi.keterangan, isi.output));
    }
}

fn show(isi: &Isi) -> String {
    match isi {
        Isi::Kosong => "kosong".to_owned(),
        Isi::Nihil => "-".to_owned(),
        Isi::Angka(angka) => Decimal::normalize(angka).to_string(),
        Isi::Kata(kata) => kata.clone(),
    }
}

/// Program and kegiatan that are not said to start where they are drawn: so many blocks below the top of their sasaran as
/// stand above them.
pub fn misplaced(laporan: &Laporan) -> Vec<String> {
    let sasaran = laporan.bagian().flat_map(|bagian| &bagian.sasaran);
    let stacks = sasaran.flat_map(|sasaran| sasaran.anggaran.iter().enumerate());
    let wrong = stacks.filter(|(i, anggaran)| *i != anggaran.mulai_blok);
    wrong.map(|(i, anggaran)| format!("{} starts at {}, not {i}", anggaran.nama.value, anggaran.mulai_blok)).collect()
}

/// Takes out of the comparison what the report does not tell: the number of a lampiran that is printed nowhere, and
/// figures left unread for being two numbers. Says how many of these there were: there must be as many findings.
pub fn reconcile(meant: &mut Report, read: &mut Report) -> usize {
    for (meant, read) in meant.bagian.iter().zip(&mut read.bagian) {
        // What is printed nowhere is for nobody to judge.
        read.nomor = read.nomor.filter(|_| meant.nomor.is_some());
    }
    let unread = Isi::Kata(UNREAD.to_owned());
    let mut count = 0;
    for (meant, read) in figures(meant).into_iter().zip(figures(read)) {
        if *read == unread && meant.angka().is_some() {
            *meant = unread.clone();
            count += 1;
        }
    }
    count
}

/// All figures of a report, in order.
fn figures(report: &mut Report) -> Vec<&mut Isi> {
    let mut all = Vec::new();
    for bagian in &mut report.bagian {
        let blocks = bagian.sasaran.iter_mut().flat_map(|s| s.indikator.iter_mut().chain(&mut s.anggaran));
        for blok in blocks {
            all.push(&mut blok.tahunan);
            for isi in blok.bulan.iter_mut().flatten() {
                all.extend([&mut isi.target, &mut isi.realisasi, &mut isi.persen]);
            }
        }
        all.extend(bagian.total.iter_mut().flatten());
    }
    all
}
