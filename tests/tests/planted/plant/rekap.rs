//! Mistakes in what is said a second time: totals left as they were a month ago, rekap typed by hand, totals stated in
//! text. And an indikator that is counted the other way round.

use lampiran_core::{Bulan, Decimal, IsiRekap, Laporan, Nilai, Persen, Rupiah, Ukuran};

use super::{Dice, FEBRUARI, JANUARI, Kind, Planted, amount, indikator, mistype, slip, with_total};

/// Plants a mistake of that sort.
pub(super) fn plant(laporan: &mut Laporan, dice: &mut Dice, kind: Kind) -> Option<Planted> {
    match kind {
        Kind::TotalBasi => {
            let bagian = dice.pick(with_total(laporan))?;
            let januari = bagian.anggaran().filter_map(|block| Some(amount(&block.bulan[JANUARI].as_ref()?.realisasi)));
            let januari: Decimal = januari.sum();
            let total = bagian.total.as_mut()?;
            let right = (total.realisasi.place, amount(&total.realisasi));
            total.realisasi.value = Nilai::Angka(Rupiah(januari));
            total.persen.value = Nilai::Angka(Persen::of(januari, amount(&total.tahunan))?.rounded());
            let mut planted = Planted::new(&["total-realisasi-tidak-cocok"], vec![right.0]);
            planted.right = (januari != right.1).then_some(right);
            planted.right.map(|_| planted)
        }
        Kind::Rekap => {
            let tabel = laporan.rekap.tabel.iter_mut().filter_map(|tabel| match &mut tabel.isi {
                IsiRekap::Keuangan(rows, total) => Some(rows.iter_mut().chain(total)),
                IsiRekap::Kinerja(_) => None,
            });
            let row = dice.pick(tabel.flatten().collect())?;
            let cell = if dice.roll(2) == 0 { &mut row.anggaran } else { &mut row.realisasi };
            let (place, _) = mistype(dice, cell)?;
            Some(Planted::new(&["rekap-tidak-cocok"], vec![place]))
        }
        Kind::TotalDisebut => {
            let stated = dice.pick(laporan.rekap.disebut.iter_mut().collect())?;
            stated.angka.value = slip(dice, stated.angka.value)?;
            Some(Planted::new(&["rekap-tidak-cocok"], vec![stated.angka.place]))
        }
        _ => {
            let reported = |bulan: Bulan| [JANUARI, FEBRUARI].contains(&bulan);
            let counted = indikator(laporan).into_iter().filter(|indikator| {
                let figure = |bulan: Bulan| Some(indikator.bulan[bulan].as_ref()?.realisasi.value.angka().is_some());
                Bulan::all().filter(|bulan| reported(*bulan)).all(|bulan| figure(bulan) == Some(true))
            });
            let indikator = dice.pick(counted.collect())?;
            let place = indikator.uraian.place;
            for (_, isi) in indikator.bulan.iter_mut().filter(|(bulan, _)| reported(*bulan)) {
                let isi = isi.as_mut()?;
                let target = isi.target.value.angka().and_then(Ukuran::bilangan)?;
                isi.realisasi.value = Nilai::Angka(Ukuran::Bilangan(target * Decimal::TWO));
                isi.persen.value = Nilai::Angka(Persen(Decimal::from(50)));
            }
            let mut planted = Planted::new(&["cara-hitung-diduga"], vec![place]);
            planted.rows.extend(indikator.bulan.iter().filter_map(|(_, isi)| Some(isi.as_ref()?.bulan)));
            Some(planted)
        }
    }
}
